/*
 * The book's reads and writes as scripts: each runs as one step. The shebang makes Redis check beforehand whether
 * writing is possible at all (memory, disk, role), so that a write never stops half way
 * (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags).
 */

/**
 * Makes sure that the book exists, then adds any number of entries: all that were posted within one turn of the event
 * loop go to disk together.
 *
 * KEYS: the entries, the generation, the salt; then two for each entry: where its idempotency key is remembered, and where its client's
 * posts are counted (the generation's key stands in where there is none).
 * ARGV: a generation and a salt for a new book, the salt's lifetime in ms, the time in ms, the seed's name and message (no message: no seed);
 * then five for each entry: name, message, fingerprint, lifetime of its idempotency key in ms (0: none), posts that its client may make
 * in a minute (0: any number).
 * Replies the generation, the salt, then for each entry one of 'added <id> <time>', 'replayed <id> <time>', 'reused', 'limited <ms to wait>'.
 */
export const APPEND = `#!lua
local entries, generation, salt = KEYS[1], KEYS[2], KEYS[3]
local now = ARGV[4]

if redis.call('SET', generation, ARGV[1], 'NX') and ARGV[6] ~= '' and redis.call('EXISTS', entries) == 0 then
  redis.call('XADD', entries, '*', 'name', ARGV[5], 'message', ARGV[6], 'at', now)
end
redis.call('SET', salt, ARGV[2], 'NX', 'PX', ARGV[3])

-- How many posts each client had before this call, and how many of this call's were added to them.
local before, added = {}, {}

local function append(name, message, fingerprint, remembered, lifetime, posts, perMinute)
  if lifetime > 0 then
    local earlier = redis.call('GET', remembered)
    if earlier then
      local print, entry = string.match(earlier, '^(%S+) (.+)$')
      if print ~= fingerprint then return 'reused' end
      -- A replay writes too: WAIT after it then waits for whatever this connection wrote, and so for the entry.
      redis.call('PEXPIRE', remembered, lifetime)
      return 'replayed ' .. entry
    end
  end
  if perMinute > 0 then
    before[posts] = before[posts] or tonumber(redis.call('GET', posts) or '0')
    local made = added[posts] or 0
    if before[posts] + made >= perMinute then
      -- Of a minute that begins with this very call all is left.
      return 'limited ' .. (before[posts] == 0 and 60000 or redis.call('PTTL', posts))
    end
    added[posts] = made + 1
  end
  local entry = redis.call('XADD', entries, '*', 'name', name, 'message', message, 'at', now) .. ' ' .. now
  if lifetime > 0 then redis.call('SET', remembered, fingerprint .. ' ' .. entry, 'PX', lifetime) end
  return 'added ' .. entry
end

local replies = {redis.call('GET', generation), redis.call('GET', salt)}
local key = 4
for argument = 7, #ARGV, 5 do
  replies[#replies + 1] = append(ARGV[argument], ARGV[argument + 1], ARGV[argument + 2],
    KEYS[key], tonumber(ARGV[argument + 3]), KEYS[key + 1], tonumber(ARGV[argument + 4]))
  key = key + 2
end
for posts, count in pairs(added) do
  if redis.call('INCRBY', posts, count) == count then redis.call('PEXPIRE', posts, 60000) end
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
 * KEYS: the entries, the generation, the salt, a key of the kind that is remembered and one of the kind that counts posts.
 * Replies OK, or the error NOPERM.
 */
export const TRY_WRITING = `#!lua
local needed = {
  {'GET', KEYS[2]}, {'SET', KEYS[2], ''}, {'EXISTS', KEYS[1]}, {'XADD', KEYS[1], '*', 'name', ''}, {'SET', KEYS[3], ''},
  {'GET', KEYS[4]}, {'SET', KEYS[4], ''}, {'PEXPIRE', KEYS[4], 1}, {'INCRBY', KEYS[5], 1}, {'PEXPIRE', KEYS[5], 1}, {'PTTL', KEYS[5]},
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
