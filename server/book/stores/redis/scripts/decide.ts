import { MOVE_LIFETIME_MS } from '../../../book.ts'
import { DECISION_LIFETIME_MS, PINNED_LIMIT, TRUSTED_LIMIT, WAITING_LIMIT } from '../../../moderation.ts'
import { OLDEST_SPAM, PUT } from './drawers.ts'
import { BECAME, DESCRIBE, KEY, LOG, PINNED_IDS, RECORD, TOUCH } from './shared.ts'

/**
 * Decides entries of the drawers, one after the other.
 * KEYS: entries, generation. ARGV: the time, the verdict, by whom, the ids.
 * Replies the generation, then per entry 'done <id of the change> <id it has now>', 'already <verdict> <id it has now>', 'already',
 * 'unknown' or 'full'.
 */
export const DECIDE = `#!lua flags=allow-oom
${KEY}${TOUCH}${DESCRIBE}${RECORD}${PINNED_IDS}${LOG}${BECAME}${OLDEST_SPAM}${PUT}
local now, verdict, by = ARGV[1], ARGV[2], ARGV[3]

-- Returns the fields of a record without those that only a drawer has.
local function publicFields(record)
  local fields, kept = record[2], {}
  for field = 1, #fields, 2 do
    if fields[field] ~= 'reasons' and fields[field] ~= 'pinned' then
      kept[#kept + 1] = fields[field]
      kept[#kept + 1] = fields[field + 1]
    end
  end
  return kept
end

local function trust(author)
  if not author then return end
  redis.call('ZADD', key('trusted'), now, author)
  redis.call('ZREMRANGEBYRANK', key('trusted'), 0, -${TRUSTED_LIMIT + 1})
end

-- Moves an entry to where the verdict puts it. Returns the id it has there.
local function move(record)
  if verdict == 'spam' then return put('spam', now, record[2]) end
  if verdict == 'wait' then return put('waiting', now, record[2]) end
  if verdict == 'refuse' then return record[1] end
  local id = redis.call('XADD', KEYS[1], '*', unpack(publicFields(record)))
  trust(valueOf(record, 'author'))
  -- Others may have been pinned since it was changed.
  local isPinned = valueOf(record, 'pinned') and #pinnedIds() < ${PINNED_LIMIT}
  if isPinned then redis.call('HSET', key('marks'), id, '{"pinned":true}') end
  local replaced = valueOf(record, 'replaces')
  if replaced then redis.call('SET', key('moved:') .. replaced, id, 'PX', ${MOVE_LIFETIME_MS}) end
  return id
end

local function decide(id)
  local drawer = 'waiting'
  local record = find(key(drawer), id)
  if not record then
    drawer = 'spam'
    record = find(key(drawer), id)
  end
  -- It is where the verdict would put it.
  if record and verdict == (drawer == 'spam' and 'spam' or 'wait') then
    touch()
    return 'already'
  end
  if not record then
    local before, entry = became(id)
    if not before then return 'unknown' end
    touch()
    return 'already ' .. before .. ' ' .. entry
  end
  if verdict == 'wait' and redis.call('XLEN', key('waiting')) >= ${WAITING_LIMIT} then return 'full' end
  local entry = move(record)
  redis.call('XDEL', key(drawer), id)
  local author = valueOf(record, 'author') or '-'
  redis.call('SET', decidedKey(drawer, id), verdict .. ' ' .. entry .. ' ' .. author, 'PX', ${DECISION_LIFETIME_MS})
  local change = log(verdict, by, now, {of = id, detail = entry ~= id and entry or nil})
  return 'done ' .. change .. ' ' .. entry
end

local replies = {redis.call('GET', KEYS[2])}
for place = 4, #ARGV do replies[#replies + 1] = decide(ARGV[place]) end
return replies
`
