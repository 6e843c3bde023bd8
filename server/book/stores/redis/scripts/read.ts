import { PINS_READ } from '../../../book.ts'
import { RUN_AT } from './runs.ts'
import { DESCRIBE, JSON_LIST, KEY, PINNED_IDS, RECORD } from './shared.ts'

/**
 * Defines `shown`, which reads up to `count` entries of a range that readers see, newest first, and `present`, which says what an entry is
 * now. Where an entry has marks, they are the record's third part. Where nothing is hidden or marked, this costs one command each.
 */
const SHOWN = `${RUN_AT}
local entries = KEYS[1]
local hiddenCount = redis.call('SCARD', key('hidden'))
local areMarked = redis.call('EXISTS', key('marks')) == 1

local function idsOf(records)
  local ids = {}
  for place, record in ipairs(records) do ids[place] = record[1] end
  return ids
end

local function withoutHidden(records)
  if hiddenCount == 0 or #records == 0 then return records end
  local isHidden, kept = redis.call('SMISMEMBER', key('hidden'), unpack(idsOf(records))), {}
  for place, record in ipairs(records) do
    if isHidden[place] == 0 then kept[#kept + 1] = record end
  end
  return kept
end

local function withMarks(records)
  if not areMarked or #records == 0 then return records end
  local marks = redis.call('HMGET', key('marks'), unpack(idsOf(records)))
  for place, record in ipairs(records) do record[3] = marks[place] or nil end
  return records
end

local function shown(from, to, count, length)
  if count == 0 then return {} end
  if hiddenCount == 0 then return withMarks(redis.call('XREVRANGE', entries, from, to, 'COUNT', count)) end
  -- Twice as many as are hidden where they are spread evenly.
  local found, spare = {}, math.ceil(math.min(count, 2 * count * hiddenCount / length))
  repeat
    local most = count - #found + spare
    local part = redis.call('XREVRANGE', entries, from, to, 'COUNT', most)
    for _, record in ipairs(withoutHidden(part)) do
      if #found < count then found[#found + 1] = record end
    end
    local isLast = #part < most
    if not isLast then
      local last = part[#part][1]
      local _, oldest = runAt(last)
      from = '(' .. (oldest or last)
    end
    spare = math.min(2 * spare, 500)
  until isLast or #found >= count
  return withMarks(found)
end

-- The same for those right after an entry, oldest first.
local function shownAfter(after, count)
  local found = {}
  repeat
    local part = redis.call('XRANGE', entries, '(' .. after, '+', 'COUNT', count)
    for _, record in ipairs(withoutHidden(part)) do
      if #found < count then found[#found + 1] = record end
    end
    local isLast = #part < count
    if not isLast then
      local last = part[#part][1]
      after = runAt(last) or last
    end
  until isLast or #found >= count
  return withMarks(found)
end

local function present(id)
  return withMarks(withoutHidden(redis.call('XRANGE', entries, id, id)))[1]
end
`

/** Defines `pinned`, which reads the pinned entries that readers see, newest first. */
const PINNED = `${PINNED_IDS}
local function pinned()
  if not areMarked then return {} end
  local ids, found = pinnedIds(), {}
  table.sort(ids, function(a, b) return sortable(a) > sortable(b) end)
  for _, id in ipairs(ids) do
    if #found < ${PINS_READ} then found[#found + 1] = present(id) end
  end
  return found
end
`

/** Defines `withPresent`, which adds to the last record about each entry what it is now, and returns which of the book's values changed. */
const CHANGES = `local OPERATIONS = {show = true, reply = true, pin = true, unpin = true}

local function withPresent(changes)
  local seen, isGate, areSettings = {}, false, false
  for place = #changes, 1, -1 do
    local op, id = valueOf(changes[place], 'op'), valueOf(changes[place], 'of') or valueOf(changes[place], 'entry')
    if op == 'gate' then isGate = true end
    if op == 'settings' then areSettings = true end
    local isAboutEntry = id and (OPERATIONS[op] or valueOf(changes[place], 'entry'))
    if isAboutEntry and OPERATIONS[op] and not seen[id] then changes[place][3] = present(id) end
    if isAboutEntry then seen[id] = true end
  end
  return changes, isGate, areSettings
end
`

/**
 * Reads a page of the book and its position. Unlike a transaction, it also works if Redis is full.
 * KEYS: entries, generation, changes. ARGV: the newest and oldest end of a range of entries, the most entries to read.
 * Replies the generation, the last IDs of entries and changes, the number of entries that readers see, then the entries as JSON, newest
 * first, which is faster to parse than a nested reply; for the newest page also the pinned ones.
 */
export const READ = `#!lua flags=no-writes,allow-oom
${KEY}${DESCRIBE}${RECORD}${SHOWN}${PINNED}${JSON_LIST}
local lastEntry, total = describe(entries)
local count = tonumber(ARGV[3])
return {redis.call('GET', KEYS[2]), lastEntry, (describe(KEYS[3])), math.max(0, total - hiddenCount),
  json(shown(ARGV[1], ARGV[2], count, total)), ARGV[1] == '+' and count > 0 and json(pinned()) or '[]'}
`

/**
 * Reads a page that begins right after an entry.
 * KEYS: entries, generation, changes. ARGV: the entry's id, the most entries to read.
 * Replies that of READ without the pinned ones, but with the entries oldest first, and 1 if there are older ones or 0.
 */
export const READ_AFTER = `#!lua flags=no-writes,allow-oom
${KEY}${DESCRIBE}${RECORD}${SHOWN}${JSON_LIST}
local lastEntry, total = describe(entries)
local found = shownAfter(ARGV[1], tonumber(ARGV[2]))
local hasOlder = #found > 0 and #shown('(' .. found[1][1], '-', 1, total) > 0
return {redis.call('GET', KEYS[2]), lastEntry, (describe(KEYS[3])), math.max(0, total - hiddenCount), json(found), hasOlder and 1 or 0}
`

/**
 * Reads one entry, and where it is if its author replaced it.
 * KEYS: entries, generation, changes. ARGV: the id.
 * Replies the generation, the last IDs of entries and changes, the entry as JSON or nothing, the id that it has now or nothing, 1 if it
 * is hidden or was removed, or 0.
 */
export const FIND = `#!lua flags=no-writes,allow-oom
${KEY}${DESCRIBE}${RECORD}${SHOWN}
local lastEntry = describe(entries)
local record = present(ARGV[1])
local moved = not record and redis.call('GET', key('moved:') .. ARGV[1])

local wasRemoved = not record and not moved and
  (redis.call('EXISTS', key('gone:') .. ARGV[1]) == 1 or redis.call('SISMEMBER', key('hidden'), ARGV[1]) == 1)
return {redis.call('GET', KEYS[2]), lastEntry, (describe(KEYS[3])), record and cjson.encode(record) or false, moved, wasRemoved and 1 or 0}
`

/**
 * Reads the newest part of the book.
 * KEYS: entries, generation, changes. ARGV: the most entries and the most changes.
 * Replies that of READ with the pinned ones, the changes as JSON, newest first and with what their entries are now, the gate, and the settings' names and values.
 */
export const READ_SNAPSHOT = `#!lua flags=no-writes,allow-oom
${KEY}${DESCRIBE}${RECORD}${SHOWN}${PINNED}${JSON_LIST}${CHANGES}
local lastEntry, total = describe(entries)
local lastChange = describe(KEYS[3])
local changes, oldestFirst = redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', ARGV[2]), {}
for place = #changes, 1, -1 do oldestFirst[#oldestFirst + 1] = changes[place] end
return {redis.call('GET', KEYS[2]), lastEntry, lastChange, math.max(0, total - hiddenCount),
  json(shown('+', '-', tonumber(ARGV[1]), total)), json(pinned()), json((withPresent(oldestFirst))),
  redis.call('GET', key('gate')), redis.call('HGETALL', key('settings'))}
`

/**
 * Reads what came after a position, and the streams' ends at the same moment.
 * KEYS: entries, generation, changes. ARGV: the last IDs read of entries and changes, the most records of each.
 * Replies the added entries that readers see, the changes with what their entries are now, the last IDs of entries and changes, the number
 * of entries that readers see, 1 if there are more or 0, the gate if it changed, and the settings' names and values if these changed.
 */
export const READ_NEWS = `#!lua flags=no-writes,allow-oom
${KEY}${DESCRIBE}${RECORD}${SHOWN}${CHANGES}
local most = tonumber(ARGV[3])
local added = redis.call('XRANGE', entries, '(' .. ARGV[1], '+', 'COUNT', most)
local changes = redis.call('XRANGE', KEYS[3], '(' .. ARGV[2], '+', 'COUNT', most)
local isWhole = #added < most and #changes < most
local lastEntry, total = describe(entries)
local lastChange = describe(KEYS[3])
if not isWhole then
  lastEntry, lastChange = #added > 0 and added[#added][1] or ARGV[1], #changes > 0 and changes[#changes][1] or ARGV[2]
end
local _, isGate, areSettings = withPresent(changes)
return {withMarks(withoutHidden(added)), changes, lastEntry, lastChange, math.max(0, total - hiddenCount), isWhole and 0 or 1,
  isGate and (redis.call('GET', key('gate')) or '') or false, areSettings and redis.call('HGETALL', key('settings')) or false}
`
