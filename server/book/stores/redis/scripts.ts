/*
 * The book's reads and writes as scripts: each runs as one step. The shebang makes Redis check beforehand whether
 * writing is possible at all (memory, disk, role), so that a write never stops half way
 * (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags).
 */

/**
 * Makes sure that the book exists, then adds any number of entries: all that were posted within one turn of the event
 * loop go to disk together.
 *
 * KEYS: the entries, the generation, the salt, today's count; then where each client network's posts are counted; then two for each
 * entry: where its idempotency key and its alias are remembered (the generation's key stands in where there is none).
 * ARGV: a generation and a salt for a new book, the salt's lifetime in ms, the time in ms, the end of the day in ms since 1970, how many
 * repetitions stand for one entry in an allowance, whether a new book has a seed (1 or 0), the number of networks, the number of an entry's
 * fields; then the fields' names; then the seed's fields; then for each network how many entries it may add in a minute; then for each
 * entry: its fields, fingerprint, lifetime of its key and of its alias in ms (0: none), the book's limit for a day (0: none), the places
 * of its client's two networks among all (0: none).
 * Replies the generation, the salt, then for each entry one of 'added <id> <time>', 'replayed <id> <time>', 'reused',
 * 'limited <ms to wait> <place of the network>', 'repeated <ms to wait>', 'full'.
 */
export const APPEND = `#!lua
local entries, generation, salt, today = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local now, endOfDay, lenience = ARGV[4], ARGV[5], tonumber(ARGV[6])
local networkCount, fieldCount = tonumber(ARGV[8]), tonumber(ARGV[9])
local firstName, seed, firstLimit = 10, 10 + fieldCount, 10 + 2 * fieldCount

-- What XADD gets of every entry: the names once, and between them the fields of one entry after the other.
local record = {entries, '*'}
for field = 0, fieldCount - 1 do record[2 * field + 3] = ARGV[firstName + field] end
record[2 * fieldCount + 3], record[2 * fieldCount + 4] = 'at', now

-- Adds the entry whose fields begin at this place of ARGV. Returns its ID.
local function add(first)
  for field = 0, fieldCount - 1 do record[2 * field + 4] = ARGV[first + field] end
  return redis.call('XADD', unpack(record, 1, 2 * fieldCount + 4))
end

if redis.call('SET', generation, ARGV[1], 'NX') and ARGV[7] == '1' and redis.call('EXISTS', entries) == 0 then
  add(seed)
end
redis.call('SET', salt, ARGV[2], 'NX', 'PX', ARGV[3])

-- What was counted before this call, and what this call adds to it: written back once, in the end.
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

-- Counts one post for both networks of a client, or one, or none; where one has no room, for none, and returns for how long and which.
local function count(own, around, kind, times)
  own, around = own > 0 and network(own), around > 0 and network(around)
  local used = isUsedUp(own, kind, times) and own or isUsedUp(around, kind, times) and around
  -- Of a minute that begins with this very call all is left.
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
    -- A replay writes too: WAIT after it then waits for whatever this connection wrote, and so for the entry.
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
 * Takes an entry out and logs that it was; also where memory is full, since that is how there comes to be room.
 *
 * KEYS: the entries, the removals, the generation. ARGV: the entry's id.
 * Replies the generation and the removal's ID; nothing where there is no such entry.
 */
export const REMOVE = `#!lua flags=allow-oom
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return false end
local id = redis.call('XADD', KEYS[2], '*', 'entry', ARGV[1])
return {redis.call('GET', KEYS[3]), id}
`

/**
 * Tells whether entries can be added, and adds none: Redis refuses the call where it would refuse to write (memory, disk, replicas,
 * role), and the rights to the single commands are asked for, since they are checked only when a script gets to them.
 *
 * KEYS: the entries, the generation, the salt, today's count, a key of the kind that is remembered and one of the kind that counts posts.
 * Replies OK, or the error NOPERM.
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

/** A function of a script's own: the last ID of a stream, and how many records it has. */
const DESCRIBE = `local function describe(stream)
  local last, length = '0-0', 0
  if redis.call('EXISTS', stream) == 1 then
    local info = redis.call('XINFO', 'STREAM', stream)
    for field = 1, #info, 2 do
      -- Not the ID of the last record there is: that one may have been deleted.
      if info[field] == 'last-generated-id' then last = info[field + 1] end
      if info[field] == 'length' then length = info[field + 1] end
    end
  end
  return last, length
end
`

/**
 * Reads part of the book together with the position that it is the state of. Unlike a transaction, which a Redis that is full refuses
 * even where all its commands only read, this is answered as long as the node can be read at all.
 *
 * KEYS: the entries, the removals, the generation. ARGV: the newest and the oldest end of a range of entries, how many
 * of them to read at most, how many of the newest removals to read.
 * Replies the generation, the last ID of the entries and of the removals, how many entries there are, then the entries and the removals
 * read, newest first, each as JSON: to take a reply of many parts apart takes the client ten times as long.
 */
export const READ = `#!lua flags=no-writes,allow-oom
${DESCRIBE}
local function newest(stream, from, to, count)
  local records = tonumber(count) > 0 and redis.call('XREVRANGE', stream, from, to, 'COUNT', count) or {}
  -- Of an empty table nobody can tell that it is an array.
  return #records == 0 and '[]' or cjson.encode(records)
end

local lastEntry, total = describe(KEYS[1])
local lastRemoved = describe(KEYS[2])
return {redis.call('GET', KEYS[3]), lastEntry, lastRemoved, total,
  newest(KEYS[1], ARGV[1], ARGV[2], ARGV[3]), newest(KEYS[2], '+', '-', ARGV[4])}
`

/**
 * Reads what has come since a position, and at the same moment how far the streams are and how many entries there are.
 *
 * KEYS: the entries, the removals. ARGV: the last IDs that were read of both, how many records of each to read at most.
 * Replies what XREAD does, the last ID of the entries and of the removals, and the number of entries.
 */
export const READ_NEWS = `#!lua flags=no-writes,allow-oom
${DESCRIBE}
local news = redis.call('XREAD', 'COUNT', ARGV[3], 'STREAMS', KEYS[1], KEYS[2], ARGV[1], ARGV[2])
local lastEntry, total = describe(KEYS[1])
return {news, lastEntry, (describe(KEYS[2])), total}
`
