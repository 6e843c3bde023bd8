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
local now, by, names, cleared = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local settings = key('settings')
for place = 5, 4 + cleared do
  redis.call('HDEL', settings, ARGV[place])
end
for place = 5 + cleared, #ARGV, 2 do
  redis.call('HSET', settings, ARGV[place], ARGV[place + 1])
end
return {redis.call('GET', KEYS[2]), 'done ' .. log('settings', by, now, {detail = names})}
`

/**
 * Sets and clears settings.
 *
 * KEYS: entries, generation. ARGV: the time, by whom, all names in one text, how many of them to clear, these, then names and values.
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
