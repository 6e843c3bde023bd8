import { HIDDEN_LIMIT, PINNED_LIMIT } from '../../../moderation.ts'
import { CHANGE_RUNS, FORGET_REMOVED, RUN_AT } from './runs.ts'
import { KEY, LOG, PINNED_IDS, RECORD, TOUCH } from './shared.ts'

const BODY = `${KEY}${TOUCH}${RECORD}${PINNED_IDS}${LOG}${RUN_AT}${CHANGE_RUNS}${FORGET_REMOVED}
local entries, hidden, marks = KEYS[1], key('hidden'), key('marks')
local now, kind, id, by, text, at, over = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local isThere = find(entries, id) ~= nil

local function isFull()
  if redis.call('SCARD', hidden) < ${HIDDEN_LIMIT} then return false end
  forgetRemoved()
  return redis.call('SCARD', hidden) >= ${HIDDEN_LIMIT}
end

local function hide()
  if redis.call('SISMEMBER', hidden, id) == 1 then return 'already' end
  if isFull() then return 'full' end
  redis.call('SADD', hidden, id)
  joinRun(id)
  return 'done ' .. log('hide', by, now, {gone = id})
end

local function show()
  if redis.call('SREM', hidden, id) == 0 then return 'already' end
  splitRun(id)
  if not isThere then return 'unknown' end
  return 'done ' .. log('show', by, now, {of = id})
end

-- Changes what the hash holds of the entry, unless it is so already, there is no room, or it is not what the owner saw.
local function change(alter, hasRoom)
  local before = redis.call('HGET', marks, id)
  local mark = before and cjson.decode(before) or {}
  local isNew, isOther = alter(mark)
  if not isNew then return 'already' end
  if isOther then return 'changed' end
  if hasRoom and not hasRoom() then return 'full' end
  if next(mark) then redis.call('HSET', marks, id, cjson.encode(mark))
  else redis.call('HDEL', marks, id) end
  return 'done ' .. log(kind, by, now, {of = id})
end

local function reply(mark)
  local before = mark.reply or {text = '', at = ''}
  mark.reply = text ~= '' and {text = text, at = at} or nil
  return text ~= before.text, over and over ~= before.at
end

local function pin(mark)
  local before = mark.pinned
  mark.pinned = true
  return not before
end

local function unpin(mark)
  local before = mark.pinned
  mark.pinned = nil
  return before
end

local function canPin()
  return #pinnedIds() < ${PINNED_LIMIT}
end

local function act()
  if kind == 'show' then return show() end
  if not isThere then return 'unknown' end
  if kind == 'hide' then return hide() end
  if kind == 'pin' then return change(pin, canPin) end
  return change(kind == 'reply' and reply or unpin)
end

local outcome = act()
if outcome == 'already' and not isThere then outcome = 'unknown' end
if outcome == 'already' then touch() end
return {redis.call('GET', KEYS[2]), outcome}
`

/**
 * Changes how readers see an entry, even if memory is full.
 * KEYS: entries, generation. ARGV: the time, the kind of the mark, the entry's id, by whom, a reply's text (empty: none), its time in
 * ISO 8601, and the time of the reply that it may replace (empty: none; absent: any).
 * Replies the generation and 'done <id of the change>', 'already', 'unknown', 'full' or 'changed'.
 */
export const MARK = `#!lua flags=allow-oom
${BODY}`

/** The same, but not while memory is full, as a text takes some. */
export const REPLY = `#!lua
${BODY}`
