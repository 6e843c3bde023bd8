/*
 * Each script runs atomically. The shebang makes Redis check beforehand whether writing is possible (memory, disk, role), so that it never
 * stops half way (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags).
 */

/**
 * Creates the book if it is missing, then adds any number of entries.
 *
 * KEYS: entries, generation, salt, today's count; then a counter per client network; then per entry its idempotency key and alias (or the
 * generation as a placeholder).
 * ARGV: generation and salt of a new book, the salt's lifetime, the time, the end of the day, the factor for repetitions, 1 for a seed or
 * 0, the number of networks, the number of fields; then the fields' names; then the seed's fields; then each network's entries per minute;
 * then per entry its fields, its fingerprint, the lifetimes of key and alias (0: none), the book's daily limit (0: none), and the numbers
 * of the client's two networks (0: none). Times are in milliseconds.
 * Replies the generation, the salt, then per entry one of 'added <id> <time>', 'replayed <id> <time>', 'reused', 'limited <ms to wait>
 * <number of the network>', 'repeated <ms to wait>', 'full'.
 */
export const APPEND = `#!lua
local entries, generation, salt, today = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local now, endOfDay, lenience = ARGV[4], ARGV[5], tonumber(ARGV[6])
local networkCount, fieldCount = tonumber(ARGV[8]), tonumber(ARGV[9])
local firstName, seed, firstLimit = 10, 10 + fieldCount, 10 + 2 * fieldCount

-- The arguments of XADD: the names once, and between them the fields of one entry after the other.
local record = {entries, '*'}
for field = 0, fieldCount - 1 do record[2 * field + 3] = ARGV[firstName + field] end
record[2 * fieldCount + 3], record[2 * fieldCount + 4] = 'at', now

-- Adds the entry whose fields start at ARGV[first]. Returns its ID.
local function add(first)
  for field = 0, fieldCount - 1 do record[2 * field + 4] = ARGV[first + field] end
  return redis.call('XADD', unpack(record, 1, 2 * fieldCount + 4))
end

if redis.call('SET', generation, ARGV[1], 'NX') and ARGV[7] == '1' and redis.call('EXISTS', entries) == 0 then
  add(seed)
end
redis.call('SET', salt, ARGV[2], 'NX', 'PX', ARGV[3])

-- Counts from before this call and additions by it, written back once at the end.
local networks, addedBefore, added = {}, nil, 0

local function network(place)
  local known = networks[place]
  if not known then
    local key = KEYS[4 + place]
    local counts = redis.call('GET', key)
    known = {key = key, place = place, limit = tonumber(ARGV[firstLimit + place - 1]), isNew = not counts, added = 0, repeated = 0}
    if counts then known.added, known.repeated = string.match(counts, '(%d+) (%d+)') end
    networks[place] = known
  end
  return known
end

local function isUsedUp(it, kind, times)
  return it and it[kind] + 0 >= it.limit * times
end

-- Counts one post for the client's networks. If one has no room, counts none, and returns for how long and which.
local function count(own, around, kind, times)
  own, around = own > 0 and network(own), around > 0 and network(around)
  local used = isUsedUp(own, kind, times) and own or isUsedUp(around, kind, times) and around
  -- A new counter's minute starts now.
  if used then return used.isNew and 60000 or redis.call('PTTL', used.key), used.place end
  if own then own[kind], own.isChanged = own[kind] + 1, true end
  if around then around[kind], around.isChanged = around[kind] + 1, true end
end

local function isFull(perDay)
  if perDay == 0 then return false end
  addedBefore = addedBefore or tonumber(redis.call('GET', today) or '0')
  return addedBefore + added >= perDay
end

local function append(fields, fingerprint, key, lifetime, alias, aliasLifetime, perDay, own, around)
  local earlier = lifetime > 0 and redis.call('GET', key) or aliasLifetime > 0 and redis.call('GET', alias)
  if earlier then
    local print, entry = string.match(earlier, '^(%S+) (.+)$')
    if print ~= fingerprint then return 'reused' end
    local wait = count(own, around, 'repeated', lenience)
    if wait then return 'repeated ' .. wait end
    -- A replay also writes, so that a WAIT after it waits for the entry.
    redis.call('SET', key, earlier, 'PX', lifetime)
    return 'replayed ' .. entry
  end
  if isFull(perDay) then return 'full' end
  local wait, place = count(own, around, 'added', 1)
  if wait then return 'limited ' .. wait .. ' ' .. place end
  local entry = add(fields) .. ' ' .. now
  if lifetime > 0 then redis.call('SET', key, fingerprint .. ' ' .. entry, 'PX', lifetime) end
  if aliasLifetime > 0 then redis.call('SET', alias, fingerprint .. ' ' .. entry, 'PX', aliasLifetime) end
  added = added + 1
  return 'added ' .. entry
end

local replies = {redis.call('GET', generation), redis.call('GET', salt)}
local key = 5 + networkCount
for fields = firstLimit + networkCount, #ARGV, fieldCount + 6 do
  local at = fields + fieldCount
  replies[#replies + 1] = append(fields, ARGV[at], KEYS[key], tonumber(ARGV[at + 1]), KEYS[key + 1],
    tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]))
  key = key + 2
end

for _, it in pairs(networks) do
  local counts = it.added .. ' ' .. it.repeated
  if it.isNew and it.isChanged then redis.call('SET', it.key, counts, 'PX', 60000)
  elseif it.isChanged then redis.call('SET', it.key, counts, 'KEEPTTL') end
end
-- Without a limit nothing is counted.
if addedBefore and added > 0 and redis.call('INCRBY', today, added) == added then
  redis.call('PEXPIREAT', today, endOfDay)
end
return replies
`

/**
 * Removes an entry and logs the removal, even if memory is full.
 *
 * KEYS: entries, removals, generation. ARGV: the entry's id.
 * Replies the generation and the removal's ID; nothing if there is no such entry.
 */
export const REMOVE = `#!lua flags=allow-oom
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return false end
local id = redis.call('XADD', KEYS[2], '*', 'entry', ARGV[1])
return {redis.call('GET', KEYS[3]), id}
`

/**
 * Tests whether entries can be added, without adding one. Redis refuses the call if it would refuse to write; permissions are checked here,
 * because Redis only checks them when a script uses a command.
 *
 * KEYS: entries, generation, salt, today's count, an idempotency key, a counter of posts.
 * Replies OK or the error NOPERM.
 */
export const TRY_WRITING = `#!lua
local needed = {
  {'GET', KEYS[2]}, {'SET', KEYS[2], ''}, {'EXISTS', KEYS[1]}, {'XADD', KEYS[1], '*', 'name', ''}, {'SET', KEYS[3], ''},
  {'GET', KEYS[4]}, {'INCRBY', KEYS[4], 1}, {'PEXPIREAT', KEYS[4], 1}, {'GET', KEYS[5]}, {'SET', KEYS[5], ''},
  {'GET', KEYS[6]}, {'SET', KEYS[6], ''}, {'PTTL', KEYS[6]},
}
for _, command in ipairs(needed) do
  if not redis.acl_check_cmd(unpack(command)) then
    return redis.error_reply("NOPERM the user may not run '" .. command[1] .. "'")
  end
end
return redis.status_reply('OK')
`

/** Defines a Lua function that returns a stream's last ID and length. */
const DESCRIBE = `local function describe(stream)
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

/**
 * Reads part of the book and its position. Unlike a transaction, it also works if Redis is full.
 *
 * KEYS: entries, removals, generation. ARGV: the newest and oldest end of a range of entries, the most entries and the most removals to
 * read.
 * Replies the generation, the last IDs of entries and removals, the number of entries, then both as JSON, newest first, which is faster to
 * parse than a nested reply.
 */
export const READ = `#!lua flags=no-writes,allow-oom
${DESCRIBE}
local function newest(stream, from, to, count)
  local records = tonumber(count) > 0 and redis.call('XREVRANGE', stream, from, to, 'COUNT', count) or {}
  -- An empty table would be encoded as an object.
  return #records == 0 and '[]' or cjson.encode(records)
end

local lastEntry, total = describe(KEYS[1])
local lastRemoved = describe(KEYS[2])
return {redis.call('GET', KEYS[3]), lastEntry, lastRemoved, total,
  newest(KEYS[1], ARGV[1], ARGV[2], ARGV[3]), newest(KEYS[2], '+', '-', ARGV[4])}
`

/**
 * Reads what came after a position, and the streams' ends at the same moment.
 *
 * KEYS: entries, removals. ARGV: the last IDs read of both, the most records of each.
 * Replies that of XREAD, the last IDs of entries and removals, and the number of entries.
 */
export const READ_NEWS = `#!lua flags=no-writes,allow-oom
${DESCRIBE}
local news = redis.call('XREAD', 'COUNT', ARGV[3], 'STREAMS', KEYS[1], KEYS[2], ARGV[1], ARGV[2])
local lastEntry, total = describe(KEYS[1])
return {news, lastEntry, (describe(KEYS[2])), total}
`
