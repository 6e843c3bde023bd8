/** How to call `npm run entries`. A line for each form of a command. */
export const USAGE = `Usage: npm run entries -- <command>

What is in the book, with ids and reasons:
  list [waiting|spam|hidden|published] [--limit 50] [--after <id>]
  log [--limit 50] [--after <id>]                     who changed what, and when

Entries that wait or were taken for spam:
  publish <id> …
  spam <id> …
  refuse <id> …                                       removes them for good
  wait <id> …                                         puts spam back among those that wait

Entries that are published or hidden:
  hide <id> …
  show <id> …
  pin <id> …
  unpin <id> …
  reply <id> "<text>"                                 at most 1,000 characters; "" takes it away
  remove <id> … [--from waiting|spam]                 for good

Who can sign, what is held, and whose book it is; alone, each shows what is set:
  gate [open|first|hold|closed] [--opens <time>] [--closes <time>]
  words [add <word> …|drop <word> …|clear]
  owner-name ["<name>"|--clear]

gate: first holds what authors write who were never published, hold holds everything.
A time is one of this machine's time zone, as in 2026-12-01T10:00, or says its own,
as in 2026-12-01T10:00+01:00 or 2026-12-01T09:00Z. Each command sets state and times anew.`
