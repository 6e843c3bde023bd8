/** Part of the script that adds entries: counts posts of networks. `known` has what Redis has, by the counter's place among KEYS. */
export const NETWORKS = `-- Counts from before this call and additions by it, written back once at the end.
local networks = {}

local function network(place)
  if place == 0 then return false end
  local it = networks[place]
  if not it then
    local counter = firstCounter + place - 1
    local counts = known[4 + counter]
    it = {key = KEYS[counter], place = place, limit = tonumber(ARGV[firstLimit + place - 1]), isNew = not counts, added = 0, repeated = 0}
    if counts then it.added, it.repeated = string.match(counts, '(%d+) (%d+)') end
    networks[place] = it
  end
  return it
end

local function isUsedUp(it, kind, times)
  return it and it[kind] + 0 >= it.limit * times
end

-- Returns for how long and which of the client's networks has no room left, or nothing.
local function usedUp(own, around, kind, times)
  local used = isUsedUp(own, kind, times) and own or isUsedUp(around, kind, times) and around
  -- A new counter's minute starts now.
  if used then return used.isNew and 60000 or call('PTTL', used.key), used.place end
end

local function count(own, around, kind)
  if own then own[kind], own.isChanged = own[kind] + 1, true end
  if around then around[kind], around.isChanged = around[kind] + 1, true end
end

local function storeCounts()
  for _, it in pairs(networks) do
    local counts = it.added .. ' ' .. it.repeated
    if it.isNew and it.isChanged then call('SET', it.key, counts, 'PX', 60000)
    elseif it.isChanged then call('SET', it.key, counts, 'KEEPTTL') end
  end
end
`
