import { DECISION_LIFETIME_MS, SPAM_LIMIT } from '../../../moderation.ts'

/** Defines `oldestSpam`, the least ID that the drawer of spam still shows at a time. */
export const OLDEST_SPAM = `local function oldestSpam(at)
  return string.format('%.0f-0', math.max(0, tonumber(at) - ${DECISION_LIFETIME_MS}))
end
`

/** Defines `put`, which adds a record to a drawer under an id unique in both drawers. Needs DESCRIBE and OLDEST_SPAM. */
export const PUT = `local function put(drawer, at, words)
  local time, number = tonumber(at), 0
  for _, name in ipairs({'waiting', 'spam'}) do
    local lastTime, lastNumber = string.match((describe(key(name))), '^(%d+)-(%d+)$')
    lastTime, lastNumber = tonumber(lastTime), tonumber(lastNumber)
    if lastTime > time or (lastTime == time and lastNumber >= number) then time, number = lastTime, lastNumber + 1 end
  end
  local id = redis.call('XADD', key(drawer), string.format('%.0f-%.0f', time, number), unpack(words))
  if drawer == 'spam' then
    redis.call('XTRIM', key('spam'), 'MAXLEN', ${SPAM_LIMIT})
    redis.call('XTRIM', key('spam'), 'MINID', oldestSpam(at))
  end
  return id
end
`
