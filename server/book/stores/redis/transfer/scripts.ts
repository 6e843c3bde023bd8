import { DESCRIBE, KEY } from '../scripts/shared.ts'

/**
 * Reads what a book has once.
 * KEYS: entries. Replies the generation, the secret, the gate, then per stream (entries, changes, waiting, spam) its last ID and length,
 * then settings, hidden ids, marks, authors trusted and people, each as a list.
 */
export const READ_HEAD = `#!lua flags=no-writes,allow-oom
${KEY}${DESCRIBE}
local call, reply = redis.call, {}
for _, name in ipairs({'generation', 'secret', 'gate'}) do reply[#reply + 1] = call('GET', key(name)) end
for _, name in ipairs({'entries', 'removed', 'waiting', 'spam'}) do reply[#reply + 1] = {describe(key(name))} end
reply[#reply + 1] = call('HGETALL', key('settings'))
local hidden = {}
-- An older release may have removed some of them.
for _, id in ipairs(call('SMEMBERS', key('hidden'))) do
  if call('XRANGE', KEYS[1], id, id)[1] then hidden[#hidden + 1] = id end
end
reply[#reply + 1] = hidden
reply[#reply + 1] = call('HGETALL', key('marks'))
reply[#reply + 1] = call('ZRANGE', key('trusted'), 0, -1)
reply[#reply + 1] = call('HVALS', key('people'))
return reply
`

/**
 * Puts a finished copy in the book's place.
 * KEYS: entries. ARGV: the prefix of the copy's keys, the prefix under which the old book is kept (empty: it must have no entries), a new
 * generation, then the names of all keys without prefix.
 * Replies the number of old entries, and changes nothing then; else how many keys were kept, as a text.
 */
export const PLACE = `#!lua flags=allow-oom
${KEY}
local call, from, keptAs, generation = redis.call, ARGV[1], ARGV[2], ARGV[3]
if keptAs == '' then
  local entries = call('XLEN', key('entries')) + call('XLEN', key('waiting')) + call('XLEN', key('spam'))
  if entries > 0 then return entries end
end
local kept = 0
for place = 4, #ARGV do
  local name = ARGV[place]
  if call('EXISTS', key(name)) == 1 then
    -- Nobody stays signed in, and no tablet stays open.
    if keptAs == '' or name:find('^kiosks:') or name == 'codes' or name == 'sessions' then call('DEL', key(name)) else call('RENAME', key(name), keptAs .. name) end
    kept = kept + 1
  end
  if call('EXISTS', from .. name) == 1 then call('RENAME', from .. name, key(name)) end
end
call('SET', key('generation'), generation)
return tostring(kept)
`
