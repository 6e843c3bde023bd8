/*
 * These scripts work while memory is full. None has the flag no-writes, not even those that only read: a replica refuses the others, so
 * that a front end which takes a replica for the master never trusts a session that was revoked. A replica is asked on purpose only by
 * those for it, while the master does not answer.
 * People, codes and sessions are hashes of JSON. A code and a session name the generation of the book in which they were made.
 * Times are in milliseconds since 1970.
 */

const START = '#!lua flags=allow-oom'

const START_READING = '#!lua flags=no-writes,allow-oom'

const SWEEP = `local function sweep(key, ends)
  local records = redis.call('HGETALL', key)
  for field = 1, #records, 2 do
    if ends(cjson.decode(records[field + 1]), records[field]) then redis.call('HDEL', key, records[field]) end
  end
end
`

/** Finds a person by their folded name. Also returns the record, and when the last person came. */
const FIND_PERSON = `local function findPerson(key, folded)
  local found, encoded, last = nil, nil, 0
  for _, record in ipairs(redis.call('HVALS', key)) do
    local person = cjson.decode(record)
    if person.folded == folded then found, encoded = person, record end
    last = math.max(last, person.came)
  end
  return found, encoded, last
end
`

/**
 * KEYS: generation, people, codes. ARGV: the code's hash, name, folded name, role, the time, the code's lifetime, the most codes.
 * Replies nothing, or the role of another person with the name.
 */
const INVITE = `${START}
${SWEEP}${FIND_PERSON}
local generation, people, codes = redis.call('GET', KEYS[1]), KEYS[2], KEYS[3]
local now, oldest, oldestExpiry = tonumber(ARGV[5]), nil, math.huge
local person = findPerson(people, ARGV[3])
if person and person.role ~= ARGV[4] then return person.role end
sweep(codes, function(code, hash)
  if code.expires <= now or code.generation ~= generation then return true end
  if code.expires < oldestExpiry then oldest, oldestExpiry = hash, code.expires end
end)
if redis.call('HLEN', codes) >= tonumber(ARGV[7]) then redis.call('HDEL', codes, oldest) end
redis.call('HSET', codes, ARGV[1], cjson.encode({
  name = ARGV[2], folded = ARGV[3], role = ARGV[4], expires = now + tonumber(ARGV[6]), generation = generation}))
return false
`

/** KEYS: generation, codes. ARGV: the code's hash, the time. Replies 1 or 0. */
const ACCEPTS = `${START}
local record = redis.call('HGET', KEYS[2], ARGV[1])
local code = record and cjson.decode(record)
return code and code.expires > tonumber(ARGV[2]) and code.generation == redis.call('GET', KEYS[1]) and 1 or 0
`

/**
 * KEYS: generation, people, codes, sessions, the count of failures. ARGV: the hashes of code and token, an id for a new person, the device,
 * the time, a session's lifetime, the most sessions of a person, the most failures.
 * Replies the person's JSON; or how many failures there were in this minute. Failures past the most are not counted, so that a flood of
 * them writes nothing to the disk.
 */
const ENTER = `${START}
${SWEEP}${FIND_PERSON}
local generation, people, codes, sessions, failures = redis.call('GET', KEYS[1]), KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local now, lifetime, mostSessions, mostFailures = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

local function refuse()
  local count = tonumber(redis.call('GET', failures) or '0')
  if count > mostFailures then return count end
  if count == 0 then redis.call('SET', failures, 0, 'PX', 60000) end
  return redis.call('INCRBY', failures, 1)
end

local record = redis.call('HGET', codes, ARGV[1])
if not record then return refuse() end
redis.call('HDEL', codes, ARGV[1])
local code = cjson.decode(record)
if code.expires <= now or code.generation ~= generation then return refuse() end

local person, encoded, last = findPerson(people, code.folded)
if person and person.role ~= code.role then return refuse() end
if not person then
  person = {id = ARGV[3], name = code.name, folded = code.folded, role = code.role, came = math.max(now, last + 1)}
  encoded = cjson.encode(person)
  redis.call('HSET', people, person.id, encoded)
end

local own, oldest, oldestSeen = 0, nil, math.huge
sweep(sessions, function(session, hash)
  if session.seen + lifetime <= now or session.generation ~= generation then return true end
  if session.person ~= person.id then return false end
  own = own + 1
  if session.seen < oldestSeen then oldest, oldestSeen = hash, session.seen end
end)
if own >= mostSessions then redis.call('HDEL', sessions, oldest) end
redis.call('HSET', sessions, ARGV[2], cjson.encode({person = person.id, device = ARGV[4], seen = now, generation = generation}))
return encoded
`

const VALID_SESSION = `local now = tonumber(ARGV[2])
local record = redis.call('HGET', KEYS[3], ARGV[1])
if not record then return false end
local session = cjson.decode(record)
local person = redis.call('HGET', KEYS[2], session.person)
if not person or session.generation ~= redis.call('GET', KEYS[1]) or session.seen + tonumber(ARGV[3]) <= now then return false end
`

/**
 * KEYS: generation, people, sessions. ARGV: the token's hash, the time, a session's lifetime, how often to note the time.
 * Replies the JSON of person and session, or nothing.
 */
const FIND = `${START}
${VALID_SESSION}
if now - session.seen >= tonumber(ARGV[4]) then
  session.seen = now
  record = cjson.encode(session)
  redis.call('HSET', KEYS[3], ARGV[1], record)
end
return {person, record}
`

/** The same on a replica, without noting the time. */
const FIND_ON_REPLICA = `${START_READING}
${VALID_SESSION}
return {person, record}
`

const PEOPLE_AND_SESSIONS =
  "return {redis.call('GET', KEYS[1]), redis.call('HVALS', KEYS[2]), redis.call('HGETALL', KEYS[3])}"

/** KEYS: generation, people, sessions. Replies the generation, the JSON of all people, then hashes and JSON of all sessions in turn. */
const LIST = `${START}
${PEOPLE_AND_SESSIONS}
`

/** The same on a replica. */
const LIST_ON_REPLICA = `${START_READING}
${PEOPLE_AND_SESSIONS}
`

/** KEYS: sessions. ARGV: the session's id. Replies 1 or 0. */
const END_SESSION = `${START}
return redis.call('HDEL', KEYS[1], ARGV[1])
`

/** KEYS: people, codes, sessions. ARGV: the person's id; 1 to remove the person too, or 0. Replies 1, or 0 if there is no such person. */
const END_SESSIONS = `${START}
${SWEEP}
local record = redis.call('HGET', KEYS[1], ARGV[1])
if not record then return 0 end
local person = cjson.decode(record)
sweep(KEYS[2], function(code) return code.folded == person.folded end)
sweep(KEYS[3], function(session) return session.person == person.id end)
if ARGV[2] == '1' then redis.call('HDEL', KEYS[1], person.id) end
return 1
`

/** KEYS: codes. ARGV: the folded name, the time. Replies how many codes were valid. */
const WITHDRAW = `${START}
${SWEEP}
local count = 0
sweep(KEYS[1], function(code)
  if code.folded ~= ARGV[1] then return false end
  if code.expires > tonumber(ARGV[2]) then count = count + 1 end
  return true
end)
return count
`

export const OWNER_SCRIPTS = {
  inviteOwner: { lua: INVITE, numberOfKeys: 3 },
  acceptsCode: { lua: ACCEPTS, numberOfKeys: 2 },
  enterByCode: { lua: ENTER, numberOfKeys: 5 },
  findSession: { lua: FIND, numberOfKeys: 3 },
  listOwners: { lua: LIST, numberOfKeys: 3 },
  endSession: { lua: END_SESSION, numberOfKeys: 1 },
  endSessions: { lua: END_SESSIONS, numberOfKeys: 3 },
  withdrawCodes: { lua: WITHDRAW, numberOfKeys: 1 },
} as const

/** What is asked of a replica while the master does not answer. */
export const REPLICA_SCRIPTS = {
  findSession: { lua: FIND_ON_REPLICA, numberOfKeys: 3 },
  listOwners: { lua: LIST_ON_REPLICA, numberOfKeys: 3 },
} as const
