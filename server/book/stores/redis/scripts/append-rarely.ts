import { MOVE_LIFETIME_MS } from '../../../book.ts'
import { OLDEST_SPAM, PUT } from './drawers.ts'
import { OWN } from './own.ts'
import { BECAME, DESCRIBE, LOG, RECORD } from './shared.ts'

/** Sets `defined` to what the script that adds entries needs for replays, replacements and entries that wait. */
export const RARELY = `local function key(name) return book .. name end
${DESCRIBE}${RECORD}${LOG}${BECAME}${OLDEST_SPAM}${PUT}${OWN}
local function isTrusted(author)
  return author ~= '' and call('ZSCORE', key('trusted'), author)
end

-- Returns the drawer that a post goes to and why, or nothing.
local function judge(author, repeated, busy, more)
  more = more or {}
  if more.via == 'owner' then return end
  if more.spam then return 'spam', more.spam end
  local reasons = more.hold or {}
  local function hold(reason) reasons[#reasons + 1] = reason end
  if state == 'hold' then hold('gate') end
  if (state == 'first' or more.holdUntrusted) and not isTrusted(author) then
    if state == 'first' then hold('first') end
    for _, reason in ipairs(more.holdUntrusted or {}) do hold(reason) end
  end
  if busy then hold('busy') end
  if repeated then hold('repeated') end
  if #reasons > 0 then return 'waiting', reasons end
end

local function replay(earlier, fingerprint, stored, lifetime, own, around)
  local drawer, print, id, rest = string.match(earlier, '^(%a+):(%S+) (%S+) (.+)$')
  if not drawer then print, id, rest = string.match(earlier, '^(%S+) (%S+) (.+)$') end
  if print ~= fingerprint then return 'reused' end
  local wait = usedUp(own, around, 'repeated', lenience)
  if wait then return 'repeated ' .. wait end
  count(own, around, 'repeated')
  -- A replay also writes, so that a WAIT after it waits for the entry.
  if stored then remember(stored, earlier, lifetime) end
  if not drawer then return 'replayed ' .. id .. ' ' .. rest end
  local verdict, entry = became(id)
  if verdict == 'publish' then return 'replayed ' .. entry .. ' ' .. rest end
  return 'waits ' .. id .. ' ' .. rest
end

-- Deletes a replaced entry. Returns the ID of the change.
local function depart(old, isPinned, drawer, id)
  call('XDEL', entries, old)
  call('HDEL', key('marks'), old)
  if drawer then return log('replace-waits', '', now, {gone = old, detail = id}) end
  if isPinned then call('HSET', key('marks'), id, '{"pinned":true}') end
  call('SET', key('moved:') .. old, id, 'PX', ${MOVE_LIFETIME_MS})
  return log('replace', '', now, {gone = old, detail = id})
end

-- Adds the entry that the record holds, which replaces another or goes into a drawer, and returns what the answer says of it.
local function add(length, at, drawer, reasons, more, kept)
  local words = {unpack(record, 1, length)}
  for _, word in ipairs(more and more.rare or {}) do words[#words + 1] = word end
  local function addField(name, value)
    if value then words[#words + 1], words[#words + 2] = name, value end
  end
  local old = kept and more.replaces
  if kept then addField('via', kept.via)
  elseif more then addField('via', more.via) end
  addField('edited', old and '1')
  addField('replaces', old)
  addField('reasons', drawer and table.concat(reasons, ' '))
  addField('pinned', drawer and kept and kept.isPinned and '1')
  local id = drawer and put(drawer, now, words) or call('XADD', entries, '*', unpack(words))
  local answer = id .. ' ' .. at
  if not old then return answer end
  return answer .. ' ' .. old .. ' ' .. depart(old, kept.isPinned, drawer, id) .. (kept.isPinned and ' pinned' or '')
end

defined = {key = key, judge = judge, replay = replay, notOwn = notOwn, add = add}
`
