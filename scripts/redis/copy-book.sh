# Part of start-master.sh: fills the empty data directory with a book, all at once or not at all.

# build HOW ARGUMENT… fills a server that nobody else can reach, has it write a log, and moves that log into place as the
# very last step: one rename, so that there is a whole book or none.
build() {
  how=$1
  shift
  [ ! -f "$data/dump.rdb" ] || [ -r "$data/dump.rdb" ] || fail "cannot read $data/dump.rdb: user $(id -u) must be allowed to"
  mkdir "$draft"
  [ ! -f "$data/dump.rdb" ] || cp "$data/dump.rdb" "$draft/dump.rdb"
  redis-server --port 0 --unixsocket "$socket" --dir "$draft" --save '' --appendonly no --loglevel warning \
    --proto-max-bulk-len 4gb "$@" &
  background=$!
  until [ "$(own PING 2>/dev/null)" = PONG ]; do
    kill -0 "$background" 2>/dev/null || fail "the temporary server has ended: see above"
    sleep 0.1
  done

  $how
  # Readers who knew the book before must not take it for the same: the last it had may be missing.
  [ "$(own SET 'guestbook:{main}:generation' "$(random_name)")" = OK ] || fail "cannot mark the copy as restored"
  total=$(own XLEN 'guestbook:{main}:entries')
  write_log

  # Without its manifest, what lies in the way is nothing that Redis could read.
  [ ! -e "$data/appendonlydir" ] || mv "$data/appendonlydir" "$data/appendonlydir.unreadable-$(date +%s)"
  mv "$draft/appendonlydir" "$data/appendonlydir"
  # Were the log lost one day, the replicas would know better than a snapshot of long ago.
  [ ! -f "$data/dump.rdb" ] || mv "$data/dump.rdb" "$data/dump.rdb.used"
  sync "$data"
  rm -rf "$draft"
  say "rebuilt $total entries $origin"
}

from_snapshot() {
  origin="from dump.rdb"
}

# DUMP and RESTORE, since a replica that has lost its master answers them, and refuses to be replicated from.
from_replica() {
  address=${source% *}
  port=${source#* }
  origin="from $source"
  copy_small_keys
  for stream in $streams; do
    copy_stream "$stream"
  done
}

# All keys but streams, many at a time, with the time that they have left. Sets `streams`. The replica puts the commands
# together in Redis' own protocol, in which any byte may stand in a value.
copy_small_keys() {
  cursor=0
  streams=
  while :; do
    remote 60 "$address" "$port" -D '' EVAL "$RESTORE_COMMANDS" 0 "$cursor" 'guestbook:*' >"$draft/keys"
    cursor=$(sed -n 1p "$draft/keys")
    case $cursor in '' | *[!0-9]*) fail "cannot list the keys of $source: $cursor" ;; esac
    streams="$streams $(sed -n 2p "$draft/keys")"
    tail -n +3 "$draft/keys" | own --pipe >"$draft/report" || fail "cannot restore keys of $source: $(cat "$draft/report")"
    [ "$cursor" != 0 ] || break
  done
  streams=$(printf '%s\n' $streams | sort -u)
}

# A cursor to go on with, the streams, and RESTORE commands for the other keys of this step of the scan.
RESTORE_COMMANDS="
local step = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 1000)
local streams, commands = {}, {}
for _, key in ipairs(step[2]) do
  if redis.call('TYPE', key).ok == 'stream' then
    streams[#streams + 1] = key
  else
    local dump, ttl = redis.call('DUMP', key), redis.call('PTTL', key)
    local left = ttl < 0 and '0' or string.format('%d', math.max(ttl, 1))
    for index, part in ipairs(dump and {'RESTORE', key, left, dump, 'REPLACE'} or {}) do
      commands[#commands + 1] = (index == 1 and '*5\r\n' or '') .. '\$' .. #part .. '\r\n' .. part .. '\r\n'
    end
  end
end
return step[1] .. '\n' .. table.concat(streams, ' ') .. '\n' .. table.concat(commands)
"

# A stream goes through a file, as the value may be as large as memory allows and redis-cli would hold it several times.
copy_stream() {
  remote 300 "$address" "$port" -D '' DUMP "$1" >"$draft/value" || fail "cannot read $1 of $source"
  {
    printf '*5\r\n$7\r\nRESTORE\r\n$%d\r\n%s\r\n$1\r\n0\r\n$%d\r\n' "${#1}" "$1" "$(wc -c <"$draft/value")"
    cat "$draft/value"
    printf '\r\n$7\r\nREPLACE\r\n'
  } | own --pipe --pipe-timeout 300 >"$draft/report" || fail "cannot restore $1 of $source: $(cat "$draft/report")"
  rm "$draft/value"
  theirs="$(remote 5 "$address" "$port" XLEN "$1") $(last_id "$address" "$port" "$1")"
  ours="$(own XLEN "$1") $(own XINFO STREAM "$1" | sed -n '/^last-generated-id$/{n;s/-/ /p;q;}')"
  [ "$ours" = "$theirs" ] || fail "the copy of $1 differs from $source: length and last ID are $ours, expected $theirs"
}

write_log() {
  [ "$(own CONFIG SET appendonly yes)" = OK ] || fail "the temporary server cannot write a log"
  until [ -f "$draft/appendonlydir/appendonly.aof.manifest" ] && [ -z "$(state aof_rewrite_in_progress:1)" ]; do
    [ -z "$(state aof_last_bgrewrite_status:err)" ] || fail "the temporary server cannot write a log: see above"
    kill -0 "$background" 2>/dev/null || fail "the temporary server has ended: see above"
    sleep 0.1
  done
  own SHUTDOWN NOSAVE || :
  wait "$background" || fail "the temporary server did not end well: see above"
  background=
}

# Prints the line given where the temporary server says just that of itself.
state() {
  own INFO persistence | tr -d '\r' | grep -x "$1"
}

# own COMMAND… asks the temporary server, which has no password.
own() {
  env -u REDISCLI_AUTH redis-cli -s "$socket" --raw "$@"
}

random_name() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
