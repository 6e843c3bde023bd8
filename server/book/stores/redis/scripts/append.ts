import { USUAL_FIELDS } from '../../../../common/entry-fields.ts'
import { LENIENCE } from '../../../book.ts'
import { WAITING_LIMIT } from '../../../moderation.ts'
import { RARELY } from './append-rarely.ts'

/** In milliseconds. */
const DAY = 24 * 60 * 60 * 1000

/** So that nobody can undo yesterday's hashes, in milliseconds. */
const SALT_LIFETIME = DAY

/**
 * Creates the book if it is missing, then adds any number of entries. Each is published, or put into a drawer.
 *
 * KEYS: entries; then a counter per client network; then per entry its idempotency key and alias (or entries as a placeholder).
 * ARGV: generation and salt of a new book; in one text the time, the end of the day, the numbers of networks and of terms, the days of
 * today's and yesterday's texts, and 1 for a seed or 0; the seed's fields; then each network's entries per minute; then each terms in one
 * text: the lifetimes of key and alias (0: none), the book's daily limit (0: none), the posts a minute above which entries wait (0: any),
 * and how many extra values its entries have: 0, 2 or 3; then per entry its fields, its fingerprint, the numbers of its terms and of the
 * client's two networks (0: none), and as extra values the author's hash, the text's print, and as JSON what few have: `spam`, `hold`,
 * `holdUntrusted`, `via`, `replaces`, `since` and `rare`, the rare fields with their names. Times are in milliseconds.
 * Replies the generation, the salt, then per entry one of 'added <id> <time>', 'waiting <id> <time>', the same as 'replayed' and 'waits'
 * for an earlier one, each followed by ' <id that it replaces> <id of the change>[ pinned]' for a replacement; or 'reused', 'limited <ms to wait>
 * <number of the network>', 'repeated <ms to wait>', 'full', 'closed <gate>', 'drawer-full', 'not-own <why>'.
 */
export const APPEND = `#!lua
local call = redis.call
local entries, book = KEYS[1], string.sub(KEYS[1], 1, -8)
local now, endOfDay, networkCount, termsCount, day, dayBefore, isSeed =
  string.match(ARGV[3], '^(%d+) (%d+) (%d+) (%d+) (%S+) (%S+) (%d)$')
networkCount, termsCount = tonumber(networkCount), tonumber(termsCount)
local fieldCount, lenience, seed, firstCounter = ${USUAL_FIELDS.length}, ${LENIENCE}, 4, 2
local firstLimit = seed + fieldCount
local firstTerms = firstLimit + networkCount
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

local known = call('MGET', generationKey, saltKey, book .. 'gate', today, minute)
local generation, salt, gate = known[1], known[2], known[3]
local addedBefore, postsBefore, accepted = tonumber(known[4] or '0'), tonumber(known[5] or '0'), 0
local isLimited, isCounted, areTextsNew = false, false, false
if not generation then
  generation = ARGV[1]
  call('SET', generationKey, generation)
  if isSeed == '1' and call('EXISTS', entries) == 0 then
    call('XADD', entries, '*', unpack(record, 1, fill(seed, now, '')))
  end
end
if not salt then
  salt = ARGV[2]
  call('SET', saltKey, salt, 'PX', ${SALT_LIFETIME})
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

-- Counts from before this call and additions by it, written back once at the end.
local networks = {}

local function network(place)
  local known = networks[place]
  if not known then
    local counter = KEYS[firstCounter + place - 1]
    local counts = call('GET', counter)
    known = {key = counter, place = place, limit = tonumber(ARGV[firstLimit + place - 1]), isNew = not counts, added = 0, repeated = 0}
    if counts then known.added, known.repeated = string.match(counts, '(%d+) (%d+)') end
    networks[place] = known
  end
  return known
end

local function isUsedUp(it, kind, times)
  return it and it[kind] + 0 >= it.limit * times
end

-- Returns for how long and which of the client's networks has no room left, or nothing.
local function usedUp(own, around, kind, times)
  local used = isUsedUp(own, kind, times) and own or isUsedUp(around, kind, times) and around
  -- A new counter's minute starts now.
  if used then return used.isNew and 60000 or call('PTTL', used.key), used.place end
end

local function count(own, around, kind)
  if own then own[kind], own.isChanged = own[kind] + 1, true end
  if around then around[kind], around.isChanged = around[kind] + 1, true end
end

-- Notes the text, and tells whether another post had it today or yesterday. An author may repeat it to change the rest of an entry.
local function isRepeated(print, author, isReplacement)
  local before = isReplacement and call('HGET', texts, print)
  if call('HSET', texts, print, author) == 0 then return not (before and before == author) end
  areTextsNew = true
  before = call('HGET', earlierTexts, print)
  return before and not (isReplacement and before == author)
end

-- What few posts need is only defined for these, since every definition takes time.
local defined
local function rarely()
  if defined then return defined end
  ${RARELY}
  return defined
end

local function append(fields, fingerprint, terms, stored, alias, own, around, author, print, rest)
  local lifetime, aliasLifetime, holdAbove = terms.lifetime, terms.aliasLifetime, terms.holdAbove
  local earlier = lifetime > 0 and call('GET', stored) or aliasLifetime > 0 and call('GET', alias)
  if earlier then return rarely().replay(earlier, fingerprint, stored, lifetime, own, around) end
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
  local repeated = print ~= '' and isRepeated(print, author, kept)
  local busy = holdAbove > 0 and postsBefore + accepted >= holdAbove
  if more or repeated or busy or state ~= 'open' then drawer, reasons = rarely().judge(author, repeated, busy, more) end
  if drawer == 'waiting' and call('XLEN', rarely().key('waiting')) >= ${WAITING_LIMIT} then
    if print ~= '' and not repeated then call('HDEL', texts, print) end
    return 'drawer-full'
  end
  count(own, around, 'added')
  accepted = accepted + 1
  if holdAbove > 0 then isCounted = true end

  local length, answer = fill(fields, at, author), nil
  if drawer or more then
    answer = rarely().add(length, at, drawer, reasons, more, kept)
  else
    answer = call('XADD', entries, '*', unpack(record, 1, length)) .. ' ' .. at
  end
  if lifetime > 0 or aliasLifetime > 0 then
    local value = fingerprint .. ' ' .. answer
    -- A release that knows no drawers takes such a key for that of another draft.
    if drawer then value = drawer .. ':' .. value end
    if lifetime > 0 then call('SET', stored, value, 'PX', lifetime) end
    if aliasLifetime > 0 then call('SET', alias, value, 'PX', aliasLifetime) end
  end
  return (drawer and 'waiting ' or 'added ') .. answer
end

-- The terms of posts, which most of a call share.
local allTerms = {}
for place = 1, termsCount do
  local lifetime, aliasLifetime, perDay, holdAbove, extra =
    string.match(ARGV[firstTerms + place - 1], '^(%d+) (%d+) (%d+) (%d+) (%d)$')
  allTerms[tostring(place)] = {lifetime = tonumber(lifetime), aliasLifetime = tonumber(aliasLifetime), perDay = tonumber(perDay),
    holdAbove = tonumber(holdAbove), extra = tonumber(extra)}
end

local replies = {generation, salt}
local stored, fields, last = firstCounter + networkCount, firstTerms + termsCount, #ARGV
while fields < last do
  local at = fields + fieldCount
  local terms, own, around = allTerms[ARGV[at + 1]], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local extra, author, print, rest = terms.extra, '', '', nil
  if extra > 0 then author, print = ARGV[at + 4], ARGV[at + 5] end
  if extra > 2 then rest = ARGV[at + 6] end
  replies[#replies + 1] = append(fields, ARGV[at], terms, KEYS[stored], KEYS[stored + 1], own > 0 and network(own),
    around > 0 and network(around), author, print, rest)
  fields, stored = at + 4 + extra, stored + 2
end

for _, it in pairs(networks) do
  local counts = it.added .. ' ' .. it.repeated
  if it.isNew and it.isChanged then call('SET', it.key, counts, 'PX', 60000)
  elseif it.isChanged then call('SET', it.key, counts, 'KEEPTTL') end
end
if accepted > 0 then
  -- Without a limit nothing is counted.
  if isLimited and call('INCRBY', today, accepted) == accepted then call('PEXPIREAT', today, endOfDay) end
  if isCounted and call('INCRBY', minute, accepted) == accepted then call('PEXPIRE', minute, 60000) end
  -- Yesterday's are asked too.
  if areTextsNew then call('PEXPIREAT', texts, endOfDay + ${DAY}, 'NX') end
end
return replies
`
