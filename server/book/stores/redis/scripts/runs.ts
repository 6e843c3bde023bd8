/*
 * A run is hidden entries without a visible one between them: a page skips a thousand at once. Runs only save time: if one is missing,
 * its entries are read.
 */

/** Defines `runAt`, which returns the newest and oldest id of the run that a hidden entry lies in, or nothing. Needs KEY. */
export const RUN_AT = `local runs = key('hidden:runs')

-- Texts with these sort as the IDs do.
local function sortable(id)
  local time, number = string.match(id, '^(%d+)-(%d+)$')
  return string.rep('0', 20 - #time) .. time .. '-' .. string.rep('0', 20 - #number) .. number
end

local function runAt(id)
  local place = sortable(id)
  local run = redis.call('ZRANGEBYLEX', runs, '[' .. place, '+', 'LIMIT', 0, 1)[1]
  if not run then return end
  local newest, oldest = string.match(run, '^%S+ (%S+) (%S+)$')
  if sortable(oldest) <= place then return newest, oldest end
end
`

/** Defines `joinRun` for an entry that was just hidden and `splitRun` for one that is about to be shown or removed. Needs RUN_AT. */
export const CHANGE_RUNS = `local function member(newest, oldest)
  return sortable(newest) .. ' ' .. newest .. ' ' .. oldest
end

-- An older release may have removed an end of the run: then there is none.
local function addRun(newest, oldest)
  if newest and oldest then redis.call('ZADD', runs, 0, member(newest, oldest)) end
end

local function newerThan(id)
  local record = redis.call('XRANGE', KEYS[1], '(' .. id, '+', 'COUNT', 1)[1]
  return record and record[1]
end

local function olderThan(id)
  local record = redis.call('XREVRANGE', KEYS[1], '(' .. id, '-', 'COUNT', 1)[1]
  return record and record[1]
end

local function takeRun(id)
  if not id then return end
  local newest, oldest = runAt(id)
  if newest then redis.call('ZREM', runs, member(newest, oldest)) end
  return newest, oldest
end

local function joinRun(id)
  local newest = takeRun(newerThan(id))
  local _, oldest = takeRun(olderThan(id))
  addRun(newest or id, oldest or id)
end

local function splitRun(id)
  local newest, oldest = takeRun(id)
  if not newest then return end
  if newest ~= id then addRun(newest, newerThan(id)) end
  if oldest ~= id then addRun(olderThan(id), oldest) end
end
`

/** Defines `forgetRemoved`, for entries that an older release removed while they were hidden. Needs KEY and RECORD. */
export const FORGET_REMOVED = `local function forgetRemoved()
  for _, id in ipairs(redis.call('SMEMBERS', key('hidden'))) do
    if not find(KEYS[1], id) then
      redis.call('SREM', key('hidden'), id)
      redis.call('HDEL', key('marks'), id)
    end
  end
end
`
