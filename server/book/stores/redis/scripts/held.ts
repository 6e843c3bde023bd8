import { OLDEST_SPAM } from './drawers.ts'
import { BECAME, JSON_LIST, KEY, PINNED_IDS, RECORD } from './shared.ts'

const FLAGS = '#!lua flags=no-writes,allow-oom'

/** Defines `expired`, how many entries of a drawer are too old to be shown. */
const EXPIRED = `${OLDEST_SPAM}local function expired(drawer, now)
  if drawer ~= 'spam' then return 0 end
  return #redis.call('XRANGE', key(drawer), '-', '(' .. oldestSpam(now))
end
`

/** Counts what is in the drawers and hidden. KEYS: entries. ARGV: the time. Replies the numbers that wait, are spam, are hidden. */
export const COUNTS = `${FLAGS}
${KEY}${EXPIRED}
return {redis.call('XLEN', key('waiting')), redis.call('XLEN', key('spam')) - expired('spam', ARGV[1]),
  redis.call('SCARD', key('hidden'))}
`

/**
 * Reads part of a drawer.
 * KEYS: entries. ARGV: the time, the drawer, the id to start after or empty, the most entries.
 * Replies the number of entries in the drawer, then the entries as JSON, oldest first.
 */
export const READ_DRAWER = `${FLAGS}
${KEY}${EXPIRED}${JSON_LIST}
local now, drawer, after = ARGV[1], ARGV[2], ARGV[3]
local from = drawer == 'spam' and oldestSpam(now) or '-'
if after ~= '' and drawer == 'spam' then
  local function time(id) return tonumber(string.match(id, '^%d+')) end
  if time(after) >= time(from) then from = '(' .. after end
elseif after ~= '' then from = '(' .. after end
local records = redis.call('XRANGE', key(drawer), from, '+', 'COUNT', ARGV[4])
return {redis.call('XLEN', key(drawer)) - expired(drawer, now), json(records)}
`

/** Reads the hidden entries. KEYS: entries. Replies them as JSON with their marks, in no order. */
export const READ_HIDDEN = `${FLAGS}
${KEY}${RECORD}${JSON_LIST}
local records = {}
for _, id in ipairs(redis.call('SMEMBERS', key('hidden'))) do
  local record = find(KEYS[1], id)
  if record then
    record[3] = redis.call('HGET', key('marks'), id) or nil
    records[#records + 1] = record
  end
end
return json(records)
`

/**
 * Reads published entries, hidden ones too.
 * KEYS: entries. ARGV: the newest end of the range, the most entries.
 * Replies the entries as JSON with their marks, newest first, and the ids of those that are hidden.
 */
export const READ_KEPT = `${FLAGS}
${KEY}${JSON_LIST}
local records, ids, hidden = redis.call('XREVRANGE', KEYS[1], ARGV[1], '-', 'COUNT', ARGV[2]), {}, {}
if #records == 0 then return {'[]', hidden} end
for place, record in ipairs(records) do ids[place] = record[1] end
local marks = redis.call('HMGET', key('marks'), unpack(ids))
local isHidden = redis.call('SMISMEMBER', key('hidden'), unpack(ids))
for place, record in ipairs(records) do
  record[3] = marks[place] or nil
  if isHidden[place] == 1 then hidden[#hidden + 1] = record[1] end
end
return {json(records), hidden}
`

/** Reads the pinned entries, hidden ones too. KEYS: entries. Replies them as JSON with their marks, in no order, and the ids of the hidden ones. */
export const READ_PINNED = `${FLAGS}
${KEY}${RECORD}${PINNED_IDS}${JSON_LIST}
local records, hidden = {}, {}
for place, id in ipairs(pinnedIds()) do
  records[place] = find(KEYS[1], id)
  records[place][3] = redis.call('HGET', key('marks'), id)
  if redis.call('SISMEMBER', key('hidden'), id) == 1 then hidden[#hidden + 1] = id end
end
return {json(records), hidden}
`

/**
 * Reads what became of an author's entries.
 * KEYS: entries. ARGV: the author's hash, the ids.
 * Replies per id 'gone', 'published <id of the entry>', or 'waiting <the entry as JSON>'.
 */
export const READ_HELD = `${FLAGS}
${KEY}${RECORD}${BECAME}
local author = ARGV[1]

local function held(id)
  local record = find(key('waiting'), id) or find(key('spam'), id)
  return record and valueOf(record, 'author') == author and 'waiting ' .. cjson.encode(record)
end

-- Authors are not told that an entry was taken for spam.
local function fate(id)
  local waits = held(currentId(id))
  if waits then return waits end
  local verdict, now, by = became(id)
  return verdict == 'publish' and by == author and 'published ' .. now or 'gone'
end

local replies = {}
for place = 2, #ARGV do replies[#replies + 1] = fate(ARGV[place]) end
return replies
`
