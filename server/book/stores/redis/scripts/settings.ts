import { KEY, LOG } from './shared.ts'

/**
 * Sets the gate, even if memory is full.
 *
 * KEYS: entries, generation. ARGV: the time, by whom, the gate as text.
 * Replies the generation and 'done <id of the change>'.
 */
export const SET_GATE = `#!lua flags=allow-oom
${KEY}${LOG}
local now, by, gate = ARGV[1], ARGV[2], ARGV[3]
redis.call('SET', key('gate'), gate)
return {redis.call('GET', KEYS[2]), 'done ' .. log('gate', by, now, {detail = gate})}
`

const SETTINGS = `${KEY}${LOG}
local now, by, cleared = ARGV[1], ARGV[2], tonumber(ARGV[3])
local settings, names = key('settings'), {}
for place = 4, 3 + cleared do
  redis.call('HDEL', settings, ARGV[place])
  names[#names + 1] = ARGV[place]
end
for place = 4 + cleared, #ARGV, 2 do
  redis.call('HSET', settings, ARGV[place], ARGV[place + 1])
  names[#names + 1] = ARGV[place]
end
return {redis.call('GET', KEYS[2]), 'done ' .. log('settings', by, now, {detail = table.concat(names, ' ')})}
`

/**
 * Sets and clears settings.
 *
 * KEYS: entries, generation. ARGV: the time, by whom, the number of names to clear, these names, then names and values.
 * Replies the generation and 'done <id of the change>'.
 */
export const SET_SETTINGS = `#!lua
${SETTINGS}`

/** The same, also while memory is full. For calls that only clear. */
export const CLEAR_SETTINGS = `#!lua flags=allow-oom
${SETTINGS}`

/**
 * Makes the book's secret once.
 *
 * KEYS: the secret. ARGV: a new one.
 * Replies the secret.
 */
export const SECRET = `#!lua flags=allow-oom
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return redis.call('GET', KEYS[1])
`
