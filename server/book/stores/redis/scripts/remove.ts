import { DECISION_LIFETIME_MS } from '../../../moderation.ts'
import { CHANGE_RUNS, FORGET_REMOVED, RUN_AT } from './runs.ts'
import { BECAME, KEY, LOG, RECORD, TOUCH } from './shared.ts'

/**
 * Removes an entry for good, even if memory is full.
 * KEYS: entries, generation. ARGV: the time, the entry's id, by whom, and `entries`, `waiting` or `spam`, where it is.
 * Replies the generation and 'done <id of the change>', 'already <verdict> <id it has now>' for what was in a drawer, or 'unknown'.
 */
export const REMOVE = `#!lua flags=allow-oom
${KEY}${TOUCH}${RECORD}${LOG}${BECAME}${RUN_AT}${CHANGE_RUNS}${FORGET_REMOVED}
local now, id, by, from = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local function removeEntry()
  if redis.call('SREM', key('hidden'), id) == 1 then splitRun(id) end
  redis.call('HDEL', key('marks'), id)
  forgetRemoved()
  if redis.call('XDEL', KEYS[1], id) == 0 then return 'unknown' end
  return 'done ' .. log('remove', by, now, {gone = id})
end

local function removeHeld()
  local record = find(key(from), id)
  if not record then
    local verdict, entry = became(id)
    if not verdict then return 'unknown' end
    touch()
    return 'already ' .. verdict .. ' ' .. entry
  end
  redis.call('XDEL', key(from), id)
  local author = valueOf(record, 'author') or '-'
  redis.call('SET', decidedKey(from, id), 'refuse ' .. id .. ' ' .. author, 'PX', ${DECISION_LIFETIME_MS})
  return 'done ' .. log('remove', by, now, {of = id})
end

local remove = from == 'entries' and removeEntry or removeHeld
return {redis.call('GET', KEYS[2]), remove()}
`
