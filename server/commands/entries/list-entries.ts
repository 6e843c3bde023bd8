import type { Drawer } from '../../book/moderation.ts'
import type { LogId } from '../../common/log-id.ts'
import type { CommandParts } from './command-parts.ts'
import { describeEntry, describeHeld } from './describe.ts'
import { zoneHere } from './parse-time.ts'

export const LISTS = ['waiting', 'spam', 'hidden', 'published'] as const

export type ListName = (typeof LISTS)[number]

export interface Slice {
  readonly limit: number
  readonly after?: LogId | undefined
}

/** Shows entries with their ids, and how to see the rest. @returns the exit code */
export async function list(name: ListName, slice: Slice, parts: CommandParts): Promise<number> {
  if (name === 'hidden') await listHidden(parts)
  else if (name === 'published') await listPublished(slice, parts)
  else await listDrawer(name, slice, parts)
  return 0
}

async function listDrawer(drawer: Drawer, slice: Slice, { beside, terminal }: CommandParts): Promise<void> {
  const { entries, next, total } = await beside.reach(() => beside.book.moderation.held(drawer, slice))
  const what = drawer === 'waiting' ? counted(total, 'waits', 'wait') : counted(total, 'is spam', 'are spam')
  terminal.say(headline(what, 'oldest first', total))
  for (const entry of entries) terminal.say(`\n${describeHeld(entry)}`)
  if (next !== null) sayMore(drawer, next, { beside, terminal })
}

async function listHidden({ beside, terminal }: CommandParts): Promise<void> {
  const entries = await beside.reach(() => beside.book.moderation.hidden())
  terminal.say(headline(counted(entries.length, 'is hidden', 'are hidden'), 'newest first', entries.length))
  for (const entry of entries) terminal.say(`\n${describeEntry(entry)}`)
}

async function listPublished({ limit, after }: Slice, { beside, terminal }: CommandParts): Promise<void> {
  const read = () => beside.book.page({ before: after, limit, fromMaster: true })
  const { entries, next, total } = await beside.reach(read)
  terminal.say(headline(counted(total, 'is published', 'are published'), 'newest first', total))
  for (const entry of entries) terminal.say(`\n${describeEntry(entry)}`)
  if (next !== null) sayMore('published', next, { beside, terminal })
}

function sayMore(name: ListName, next: LogId, { terminal }: CommandParts): void {
  terminal.say(`\nThere are more: npm run entries -- list ${name} --after ${next}`)
}

function headline(what: string, order: string, total: number): string {
  return total === 0 ? `${what}.` : `${what}, ${order}. Times are those of ${zoneHere()}.`
}

function counted(count: number, one: string, other: string): string {
  if (count === 0) return `No entry ${one}`
  return count === 1 ? `1 entry ${one}` : `${count.toLocaleString('en')} entries ${other}`
}
