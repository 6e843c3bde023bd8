import { DECISION_LIFETIME_MS } from '../../../moderation.ts'
import { BECAME, KEY, LOG, RECORD } from './shared.ts'

/** Defines `notOwn`: why an author cannot change an entry; or nothing, and what a replacement keeps. Needs KEY and RECORD. */
export const OWN = `local function notOwn(id, author, since)
  local entry = find(key('entries'), id)
  if not entry or redis.call('SISMEMBER', key('hidden'), id) == 1 then return 'gone' end
  if valueOf(entry, 'author') ~= author then return 'by-another' end
  local time = valueOf(entry, 'at') or string.match(id, '^%d+')
  local marks = redis.call('HGET', key('marks'), id)
  marks = marks and cjson.decode(marks) or {}
  if marks.reply then return 'replied' end
  if tonumber(time) < tonumber(since) then return 'too-late' end
  return nil, {time = time, via = valueOf(entry, 'via'), isPinned = marks.pinned}
end
`

/**
 * Removes an author's own entry.
 * KEYS: entries, generation. ARGV: the time, the entry's id, the author's hash, the time since which it must have been written.
 * Replies the generation and 'done <id of the change>' or 'not-own <why>'.
 */
export const TAKE_BACK = `#!lua flags=allow-oom
${KEY}${RECORD}${LOG}${OWN}
local now, id = ARGV[1], ARGV[2]
local generation = redis.call('GET', KEYS[2])
local why = notOwn(id, ARGV[3], ARGV[4])
if why then return {generation, 'not-own ' .. why} end
redis.call('XDEL', KEYS[1], id)
redis.call('HDEL', key('marks'), id)
return {generation, 'done ' .. log('take-back', '', now, {gone = id})}
`

/**
 * Removes an author's own entry from its drawer.
 * KEYS: entries, generation. ARGV: the time, the entry's id, the author's hash.
 * Replies the generation and 'done <id of the change>' or 'unknown'.
 */
export const WITHDRAW = `#!lua flags=allow-oom
${KEY}${RECORD}${LOG}${BECAME}
local now, id, author = ARGV[1], ARGV[2], ARGV[3]

local function withdraw(drawer, id)
  local entry = find(key(drawer), id)
  if not entry or valueOf(entry, 'author') ~= author then return end
  redis.call('XDEL', key(drawer), id)
  redis.call('SET', decidedKey(drawer, id), 'withdraw ' .. id .. ' ' .. author, 'PX', ${DECISION_LIFETIME_MS})
  return log('withdraw', '', now, {of = id})
end

-- Authors are not told that an entry was taken for spam.
id = currentId(id)
local change = withdraw('waiting', id) or withdraw('spam', id)
return {redis.call('GET', KEYS[2]), change and 'done ' .. change or 'unknown'}
`
