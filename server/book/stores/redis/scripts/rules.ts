import { KEY, LOG } from './shared.ts'

/**
 * Sets the gate, even if memory is full.
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
 * KEYS: entries, generation. ARGV: the time, by whom, all names in one text, how many of them to clear, these, then names and values.
 * Replies the generation and 'done <id of the change>'.
 */
export const SET_SETTINGS = `#!lua
${SETTINGS}`

/** The same, also while memory is full. For calls that only clear. */
export const CLEAR_SETTINGS = `#!lua flags=allow-oom
${SETTINGS}`

const RULES = `${KEY}${LOG}
local now, by, change = ARGV[1], ARGV[2], cjson.decode(ARGV[3])
local settings, gate = key('settings'), change.gate

local function isAsBefore()
  if gate and redis.call('GET', key('gate')) ~= gate.before then return false end
  for _, setting in ipairs(change.settings) do
    if redis.call('HGET', settings, setting.name) ~= setting.before then return false end
  end
  return true
end

local function set()
  local names, last = {}, '0-0'
  for _, setting in ipairs(change.settings) do
    if setting.value ~= setting.before then
      names[#names + 1] = setting.name
      if setting.value then redis.call('HSET', settings, setting.name, setting.value)
      else redis.call('HDEL', settings, setting.name) end
    end
  end
  if #names > 0 then last = log('settings', by, now, {detail = table.concat(names, ' ')}) end
  if gate then
    redis.call('SET', key('gate'), gate.value)
    last = log('gate', by, now, {detail = gate.value})
  end
  return 'done ' .. last
end

return {redis.call('GET', KEYS[2]), isAsBefore() and set() or 'changed'}
`

/**
 * Sets and clears settings and the gate, unless they were changed.
 * KEYS: entries, generation. ARGV: the time, by whom, JSON with `settings`, each with `name`, `before` and `value`, and perhaps
 * `gate` with `before` and `value`; false means none.
 * Replies the generation and 'done <id of the change>' or 'changed'.
 */
export const SET_RULES = `#!lua
${RULES}`

/** The same, also while memory is full. For calls that add no text. */
export const CLEAR_RULES = `#!lua flags=allow-oom
${RULES}`
