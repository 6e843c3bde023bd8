/**
 * Tests whether entries can be added, without adding one. Redis refuses the call if it would refuse to write. Permissions are checked here:
 * Redis checks them only when a script uses a command.
 * KEYS: entries, generation, salt, today's count, this minute's posts, today's texts, waiting, spam, trusted, hidden, marks, the log of
 * changes, an idempotency key, a counter of posts.
 * Replies OK, or the error NOPERM or "unknown command", as Redis sends them for a command outside a script.
 */
export const TRY_WRITING = `#!lua
local entries, generation, salt, today, minute, texts, waiting, spam, trusted, hidden, marks, changes, stored, counter = unpack(KEYS)
local needed = {
  {'MGET', generation, salt, stored, counter}, {'SET', generation, ''}, {'EXISTS', entries}, {'XADD', entries, '*', 'name', ''}, {'SET', salt, ''},
  {'INCRBY', today, 1}, {'PEXPIREAT', today, 1}, {'INCRBY', minute, 1}, {'PEXPIRE', minute, 1}, {'GET', stored}, {'SET', stored, ''},
  {'SET', counter, ''}, {'PTTL', counter}, {'HMGET', texts, ''}, {'HSET', texts, '', ''},
  {'PEXPIREAT', texts, 1}, {'ZSCORE', trusted, ''}, {'XLEN', waiting}, {'EXISTS', waiting}, {'XINFO', 'STREAM', waiting},
  {'XADD', waiting, '*', 'name', ''}, {'XADD', spam, '*', 'name', ''}, {'XTRIM', spam, 'MAXLEN', 1}, {'XRANGE', entries, '-', '+'},
  {'SISMEMBER', hidden, ''}, {'HGET', marks, ''}, {'HSET', marks, '', ''}, {'HDEL', marks, ''}, {'XDEL', entries, '0-0'},
  {'XADD', changes, '*', 'op', ''},
}
for _, command in ipairs(needed) do
  local isKnown, isAllowed = pcall(redis.acl_check_cmd, unpack(command))
  if not isKnown then return redis.error_reply("ERR unknown command '" .. command[1] .. "'") end
  if not isAllowed then return redis.error_reply("NOPERM the user may not run '" .. command[1] .. "'") end
end
return redis.status_reply('OK')
`
