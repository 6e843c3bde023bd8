import { USUAL_FIELDS } from '../../../../common/entry-fields.ts'
import { DAY_MS } from '../../../../common/unix-time.ts'
import { LENIENCE } from '../../../book.ts'
import { WAITING_LIMIT } from '../../../moderation.ts'
import { NETWORKS } from './append-networks.ts'
import { NOTES } from './append-notes.ts'
import { RARELY } from './append-rarely.ts'

/** So that nobody can undo yesterday's hashes. */
const SALT_LIFETIME_MS = DAY_MS

/**
 * Creates the book if it is missing, then adds any number of entries. Each is published, or put into a drawer.
 *
 * KEYS, in order:
 * - the entries
 * - for each client network, its counter
 * - for each entry, its idempotency key and its alias, as far as it has them
 *
 * ARGV, in order, with all times in milliseconds:
 * - the generation and the salt for a missing book
 * - in one text: the time, the end of the day, the numbers of networks, of terms and of prints, the days of today's and of yesterday's
 *   texts, and 1 if a missing book gets the seed or 0
 * - the seed's fields
 * - for each network, its entries a minute
 * - each terms, which entries share, in one text:
 *   - the lifetimes of key and alias (0: none)
 *   - the book's daily limit (0: none), and the posts a minute from which on entries wait (0: never)
 *   - the numbers of the client's own network and of the one around it (0: none)
 *   - 1 or 0 for each of what only some entries have: an author, a print, a rest
 * - the prints of the texts, for each entry that has one
 * - for each entry:
 *   - its fields
 *   - the number of its terms
 *   - its fingerprint, if it has a key or an alias
 *   - its author's hash, if there is one
 *   - the rest, if there is one, as JSON: `spam`, `hold`, `holdUntrusted`, `via`; `rare`, the rare fields with their names; and of a
 *     replacement `replaces`, `author` and `since`
 *
 * Replies the generation, the salt, then for each entry one of:
 * - `<id> <time>`, or `added <id> <time>` if it had a rest: it is published
 * - `waiting <id> <time>`: it is in a drawer
 * - `replayed <id> <time>`, `waits <id> <time>`: the same for one that was sent before
 * - any of these and ` <id that it replaces> <id of the change>`, then ` pinned` if it is: a replacement
 * - `reused`: its key was used for another
 * - `not-own <why>`: its author cannot replace that entry
 * - `full`: the book has its entries for the day
 * - `limited <time to wait> <number of the network>`, `repeated <time to wait>`: too many posts, or too many replays
 * - `closed <gate>`: the book is
 * - `drawer-full`: as many wait as may
 *
 * What all entries of a call need to know is read in one command each, before the first is added, and what is the same for all is written
 * in one after the last: a command of a script costs as much as adding an entry. What a call has written itself, it keeps in tables.
 */
export const APPEND = `#!lua
local call = redis.call
local entries, book = KEYS[1], string.sub(KEYS[1], 1, -8)
local now, endOfDay, networkCount, termsCount, printCount, day, dayBefore, isSeed =
  string.match(ARGV[3], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%S+) (%S+) (%d)$')
networkCount, termsCount, printCount = tonumber(networkCount), tonumber(termsCount), tonumber(printCount)
local fieldCount, lenience, seed, firstCounter = ${USUAL_FIELDS.length}, ${LENIENCE}, 4, 2
local firstLimit = seed + fieldCount
local firstTerms = firstLimit + networkCount
local firstPrint = firstTerms + termsCount
local generationKey, saltKey, today, minute = book .. 'generation', book .. 'salt', book .. 'today', book .. 'minute'
local texts, earlierTexts = book .. 'texts:' .. day, book .. 'texts:' .. dayBefore

-- The arguments of XADD after the stream and the ID: between the names come the fields of one entry after the other.
local record = {${USUAL_FIELDS.map((name) => `'${name}', ''`).join(', ')}, 'at', ''}
local common = #record

-- Fills the record with the fields that start at ARGV[first], and returns its length.
local function fill(first, at, author)
  for field = 0, fieldCount - 1 do record[2 * field + 2] = ARGV[first + field] end
  record[common] = at
  if author == '' then return common end
  record[common + 1], record[common + 2] = 'author', author
  return common + 2
end

-- The values of KEYS from the second on follow these five.
local known = call('MGET', generationKey, saltKey, book .. 'gate', today, minute, unpack(KEYS, 2))
local generation, salt, gate = known[1], known[2], known[3]
local addedBefore, postsBefore, accepted = tonumber(known[4] or '0'), tonumber(known[5] or '0'), 0
local isLimited, isCounted = false, false
-- The authors of the texts with these prints, if there were any.
local todays, yesterdays = {}, {}
if printCount > 0 then
  todays = call('HMGET', texts, unpack(ARGV, firstPrint, firstPrint + printCount - 1))
  yesterdays = call('HMGET', earlierTexts, unpack(ARGV, firstPrint, firstPrint + printCount - 1))
end
if not generation then
  generation = ARGV[1]
  call('SET', generationKey, generation)
  if isSeed == '1' and call('EXISTS', entries) == 0 then
    call('XADD', entries, '*', unpack(record, 1, fill(seed, now, '')))
  end
end
if not salt then
  salt = ARGV[2]
  call('SET', saltKey, salt, 'PX', ${SALT_LIFETIME_MS})
end

-- The rule of gateStateAt in gate.ts.
local state = 'open'
if gate then
  local set, opensAt, closesAt = string.match(gate, '^(%a+) ?(%d*) ?(%d*)$')
  if set == 'open' or set == 'first' or set == 'hold' or set == 'closed' then
    opensAt, closesAt = tonumber(opensAt) or 0, tonumber(closesAt) or 0
    local time = tonumber(now)
    state = ((opensAt > 0 and time < opensAt) or (closesAt > 0 and time >= closesAt)) and 'closed' or set
  end
end

${NETWORKS}
${NOTES}
-- What few posts need is only defined for these, since every definition takes time.
local defined
local function rarely()
  if defined then return defined end
  ${RARELY}
  return defined
end

local function append(fields, terms, fingerprint, stored, alias, author, print, rest)
  local own, around, holdAbove = network(terms.own), network(terms.around), terms.holdAbove
  local earlier = stored and recall(stored) or alias and recall(alias)
  if earlier then return rarely().replay(earlier, fingerprint, stored, terms.lifetime, own, around) end
  local at, more, kept = now, nil, nil
  if rest then
    more = cjson.decode(rest)
    if more.replaces then
      local why
      why, kept = rarely().notOwn(more.replaces, more.author, more.since)
      if why then return 'not-own ' .. why end
      author, at = more.author, kept.time
    end
  end
  if terms.perDay > 0 then
    isLimited = true
    if addedBefore + accepted >= terms.perDay then return 'full' end
  end
  local wait, place = usedUp(own, around, 'added', 1)
  if wait then return 'limited ' .. wait .. ' ' .. place end
  if state == 'closed' then return 'closed ' .. gate end
  local drawer, reasons
  local repeated = print and isRepeated(print, author, kept)
  local busy = holdAbove > 0 and postsBefore + accepted >= holdAbove
  if more or repeated or busy or state ~= 'open' then drawer, reasons = rarely().judge(author, repeated, busy, more) end
  if drawer == 'waiting' and call('XLEN', rarely().key('waiting')) >= ${WAITING_LIMIT} then return 'drawer-full' end
  if print then noteText(print, author) end
  count(own, around, 'added')
  accepted = accepted + 1
  if holdAbove > 0 then isCounted = true end

  local length = fill(fields, at, author)
  if not drawer and not more then
    local answer = call('XADD', entries, '*', unpack(record, 1, length)) .. ' ' .. at
    if fingerprint then rememberAll(terms, stored, alias, fingerprint .. ' ' .. answer) end
    return answer
  end
  local answer = rarely().add(length, at, drawer, reasons, more, kept)
  -- A release that knows no drawers takes such a key for that of another draft.
  if fingerprint then rememberAll(terms, stored, alias, (drawer and drawer .. ':' or '') .. fingerprint .. ' ' .. answer) end
  return (drawer and 'waiting ' or 'added ') .. answer
end

local allTerms = {}
for place = 1, termsCount do
  local lifetime, aliasLifetime, perDay, holdAbove, own, around, author, print, rest =
    string.match(ARGV[firstTerms + place - 1], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d) (%d) (%d)$')
  allTerms[tostring(place)] = {lifetime = tonumber(lifetime), aliasLifetime = tonumber(aliasLifetime), perDay = tonumber(perDay),
    holdAbove = tonumber(holdAbove), own = tonumber(own), around = tonumber(around), hasKey = lifetime ~= '0',
    hasAlias = aliasLifetime ~= '0', hasAuthor = author == '1', hasPrint = print == '1', hasMore = rest == '1'}
end

local replies = {generation, salt}
local value, last = firstPrint + printCount, #ARGV
local key, print = firstCounter + networkCount, 1

while value <= last do
  local fields, terms = value, allTerms[ARGV[value + fieldCount]]
  local fingerprint, author, rest, stored, alias, printed
  value = value + fieldCount + 1
  if terms.hasKey then stored, key = key, key + 1 end
  if terms.hasAlias then alias, key = key, key + 1 end
  if stored or alias then fingerprint, value = ARGV[value], value + 1 end
  if terms.hasAuthor then author, value = ARGV[value], value + 1 end
  if terms.hasMore then rest, value = ARGV[value], value + 1 end
  if terms.hasPrint then printed, print = print, print + 1 end
  replies[#replies + 1] = append(fields, terms, fingerprint, stored, alias, author or '', printed, rest)
end

storeCounts()
if accepted > 0 then
  -- Without a limit nothing is counted.
  if isLimited and call('INCRBY', today, accepted) == accepted then call('PEXPIREAT', today, endOfDay) end
  if isCounted and call('INCRBY', minute, accepted) == accepted then call('PEXPIRE', minute, 60000) end
  -- Yesterday's are asked too.
  if #newTexts > 0 and call('HSET', texts, unpack(newTexts)) > 0 then call('PEXPIREAT', texts, endOfDay + ${DAY_MS}, 'NX') end
end
return replies
`
