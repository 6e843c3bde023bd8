import { REMOVAL_LIFETIME_MS } from '../../../moderation.ts'

/*
 * Each script runs atomically. The shebang makes Redis check beforehand whether writing is possible (memory, disk, role), so that it never
 * stops half way (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags). With `allow-oom` a script also runs while
 * memory is full.
 * These pieces of Lua are put in front of the scripts that use them.
 */

/** Defines `key`, which names a key of the book. It is built from the first of KEYS, since each one that is passed costs time. */
export const KEY = `local book = string.match(KEYS[1], '^(.*:)entries$')
local function key(name) return book .. name end
`

/** Defines `touch`, which writes without changing anything, so that a WAIT after a repetition waits for what it repeats. */
export const TOUCH = `local function touch()
  local generation = redis.call('GET', KEYS[2])
  if generation then redis.call('SET', KEYS[2], generation) end
end
`

/** Defines `describe`, which returns a stream's last ID and length. */
export const DESCRIBE = `local function describe(stream)
  local last, length = '0-0', 0
  if redis.call('EXISTS', stream) == 1 then
    local info = redis.call('XINFO', 'STREAM', stream)
    for field = 1, #info, 2 do
      -- Not the last record's ID: that record may have been deleted.
      if info[field] == 'last-generated-id' then last = info[field + 1] end
      if info[field] == 'length' then length = info[field + 1] end
    end
  end
  return last, length
end
`

/** Defines `find`, which returns a stream's record or nothing, and `valueOf` for one of its fields. */
export const RECORD = `local function find(stream, id)
  return redis.call('XRANGE', stream, id, id)[1]
end

local function valueOf(record, name)
  local fields = record[2]
  for field = 1, #fields, 2 do
    if fields[field] == name then return fields[field + 1] end
  end
end
`

/** Defines `json`, which encodes a list of records. */
export const JSON_LIST = `local function json(records)
  -- An empty table would be encoded as an object.
  return #records == 0 and '[]' or cjson.encode(records)
end
`

/** Defines `pinnedIds`: all pinned entries, hidden ones too, in no order. It reads all marks, to find pins by older releases. */
export const PINNED_IDS = `local function pinnedIds()
  local marks, ids = redis.call('HGETALL', key('marks')), {}
  for place = 1, #marks, 2 do
    local isPinned = string.find(marks[place + 1], '"pinned":true', 1, true)
    if isPinned and find(key('entries'), marks[place]) then ids[#ids + 1] = marks[place] end
  end
  return ids
end
`

/**
 * Defines `log`, which adds a record to the log of changes and returns its ID. Releases before this log had operations take every record
 * with a field \`entry\` for a removal, and ignore the others: \`gone\` is an entry that readers do not see any more, which is remembered
 * for a while; \`of\` is any other.
 */
export const LOG = `local function log(op, by, at, about)
  if about.gone then redis.call('SET', key('gone:') .. about.gone, '', 'PX', ${REMOVAL_LIFETIME_MS}) end
  local words = {key('removed'), '*', 'op', op, 'by', by, 'at', at}
  local function add(field, value)
    if value then words[#words + 1], words[#words + 2] = field, value end
  end
  add('entry', about.gone)
  add('of', about.of)
  add('detail', about.detail)
  return redis.call('XADD', unpack(words))
end
`

/** Defines `became`: the verdict on an entry of a drawer, its id now, and its author (see `BookKeys.decided`); and `currentId`. */
export const BECAME = `local function decidedKey(drawer, id)
  return key(drawer == 'spam' and 'decided:spam:' or 'decided:') .. id
end

-- An ID is used in one drawer only.
local function verdictOf(id)
  local decided = redis.call('GET', decidedKey('waiting', id)) or redis.call('GET', decidedKey('spam', id))
  if decided then return string.match(decided, '^(%S+) (%S+) (%S+)$') end
end

-- Follows an entry from one drawer to the other. Returns the last id it had there, and the verdict about that.
local function follow(id)
  local verdict, now, author = verdictOf(id)
  while verdict == 'spam' or verdict == 'wait' do
    id = now
    verdict, now, author = verdictOf(id)
  end
  return id, verdict, now, author
end

local function currentId(id)
  return (follow(id))
end

local function became(id)
  local verdict, now, author = verdictOf(id)
  if not verdict then return end
  local last, later, entry = follow(id)
  if later then return later, entry, author end
  return verdict, last, author
end
`
