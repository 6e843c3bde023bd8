/** Part of the script that adds entries: which texts and keys were noted before, by Redis or by this call. */
export const NOTES = `-- Texts and keys that this call has noted, and the arguments that note all texts at once.
local notedTexts, notedKeys, newTexts = {}, {}, {}

-- Tells whether another post had the text today or yesterday. An author may repeat it to change the rest of an entry.
local function isRepeated(print, author, isReplacement)
  local text = ARGV[firstPrint + print - 1]
  local before = notedTexts[text] or todays[print] or yesterdays[print]
  return before and not (isReplacement and before == author)
end

local function noteText(print, author)
  local text = ARGV[firstPrint + print - 1]
  notedTexts[text] = author
  newTexts[#newTexts + 1], newTexts[#newTexts + 2] = text, author
end

-- What was stored under the key whose number among KEYS is given.
local function recall(number)
  return notedKeys[KEYS[number]] or known[4 + number]
end

local function remember(number, value, lifetime)
  notedKeys[KEYS[number]] = value
  call('SET', KEYS[number], value, 'PX', lifetime)
end

local function rememberAll(terms, stored, alias, value)
  if stored then remember(stored, value, terms.lifetime) end
  if alias then remember(alias, value, terms.aliasLifetime) end
end
`
