# Part of start-master.sh: fills the empty data directory with a book, all at once or not at all.

# build HOW ARGUMENT… fills a server that nobody else can reach, has it write a log, and moves that log into place as the
# very last step: one rename, so that there is a whole book or none.
build() {
  how=$1
  shift
  [ ! -f "$data/dump.rdb" ] || [ -r "$data/dump.rdb" ] || fail "cannot read $data/dump.rdb: user $(id -u) must be allowed to"
  mkdir "$draft"
  [ ! -f "$data/dump.rdb" ] || cp "$data/dump.rdb" "$draft/dump.rdb"
  background=yes
  redis-server --port 0 --unixsocket "$socket" --dir "$draft" --save '' --appendonly no --loglevel warning "$@" &
  until [ "$(own PING 2>/dev/null)" = PONG ]; do
    kill -0 "$!" 2>/dev/null || fail "the temporary server has ended: see above"
    sleep 0.1
  done

  $how
  # Readers who knew the book before must not take it for the same: the last it had may be missing.
  [ "$(own SET "$generation_key" "$(random_name)")" = OK ] || fail "cannot mark the copy as restored"
  total=$(own XLEN "$entries_key")
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

# By reading, since a replica that has lost its master answers that, and refuses to be replicated from.
from_replica() {
  address=${source% *}
  port=${source#* }
  origin="from $source"
  copy_small_keys
  for stream in $streams; do
    copy_stream "$stream"
  done
}

# What the replica's scripts begin with. The replica puts the commands together in Redis' own protocol, in which any byte
# may stand in a value.
COMMANDS="
local commands, size = {}, 0
local function command(words)
  commands[#commands + 1] = '*' .. #words .. '\r\n'
  for _, word in ipairs(words) do
    commands[#commands + 1] = '\$' .. #word .. '\r\n' .. word .. '\r\n'
    size = size + #word
  end
end
"

# All keys but streams, many at a time, with the time that they have left. Sets `streams`.
copy_small_keys() {
  cursor=0
  streams=
  while :; do
    ask_replica "$COMMANDS$RESTORE_COMMANDS" 0 "$cursor" "$all_keys"
    cursor=$(sed -n 1p "$draft/part")
    case $cursor in '' | *[!0-9]*) fail "cannot list the keys of $source: $cursor" ;; esac
    streams="$streams $(sed -n 2p "$draft/part")"
    replay 3
    [ "$cursor" != 0 ] || break
  done
  streams=$(printf '%s\n' $streams | sort -u)
}

# A cursor to go on with, the streams, and RESTORE commands for the other keys of this step of the scan.
RESTORE_COMMANDS="
local step = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 1000)
local streams = {}
for _, key in ipairs(step[2]) do
  if redis.call('TYPE', key).ok == 'stream' then
    streams[#streams + 1] = key
  else
    local dump, ttl = redis.call('DUMP', key), redis.call('PTTL', key)
    if dump then
      command({'RESTORE', key, ttl < 0 and '0' or string.format('%d', math.max(ttl, 1)), dump, 'REPLACE'})
    end
  end
end
return step[1] .. '\n' .. table.concat(streams, ' ') .. '\n' .. table.concat(commands)
"

# A stream comes in parts of a few megabytes: DUMP of a large one would take twice its size on the replica, which might
# be killed for it, and the book with it.
copy_stream() {
  from=-
  while [ "$from" != end ]; do
    ask_replica "$COMMANDS$STREAM_COMMANDS" 1 "$1" "$from"
    from=$(sed -n 1p "$draft/part")
    case $from in '('[0-9]*-[0-9]* | end) ;; *) fail "cannot read $1 of $source: $from" ;; esac
    replay 2
  done
  theirs="$(remote 5 "$address" "$port" XLEN "$1") $(last_id "$address" "$port" "$1")"
  ours="$(own XLEN "$1") $(own XINFO STREAM "$1" | sed -n '/^last-generated-id$/{n;s/-/ /p;q;}')"
  [ "$ours" = "$theirs" ] || fail "the copy of $1 differs from $source: length and last ID are $ours, expected $theirs"
}

# Where to go on, and XADD commands for the records from there, until they make a megabyte. The first part makes the
# stream, which may be empty and still know its last ID (a consumer group can be made without any record); the last part
# sets what a stream knows of the records that it no longer has.
STREAM_COMMANDS="
local stream, from, records = KEYS[1], ARGV[1], nil
if from == '-' then
  command({'XGROUP', 'CREATE', stream, 'copy', '0', 'MKSTREAM'})
  command({'XGROUP', 'DESTROY', stream, 'copy'})
end
repeat
  records = redis.call('XRANGE', stream, from, '+', 'COUNT', 100)
  for _, record in ipairs(records) do
    local words = {'XADD', stream, record[1]}
    for _, word in ipairs(record[2]) do words[#words + 1] = word end
    command(words)
    from = '(' .. record[1]
  end
until #records < 100 or size > 1048576
if #records < 100 then
  local info, reply = {}, redis.call('XINFO', 'STREAM', stream)
  for field = 1, #reply, 2 do info[reply[field]] = reply[field + 1] end
  command({'XSETID', stream, info['last-generated-id'], 'ENTRIESADDED', string.format('%.0f', info['entries-added']),
    'MAXDELETEDID', info['max-deleted-entry-id']})
  from = 'end'
end
return from .. '\n' .. table.concat(commands)
"

# ask_replica SCRIPT ARGUMENT… puts the reply of a script into a file, as it may be large and hold any byte.
ask_replica() {
  remote 60 "$address" "$port" -D '' EVAL "$@" >"$draft/part" || fail "cannot read from $source"
}

# replay LINE has the temporary server execute the commands in the reply, from this line on.
replay() {
  tail -n "+$1" "$draft/part" | own --pipe --pipe-timeout 60 >"$draft/report" ||
    fail "cannot write what came from $source: $(tail -n 5 "$draft/report")"
}

write_log() {
  [ "$(own CONFIG SET appendonly yes)" = OK ] || fail "the temporary server cannot write a log"
  until [ -f "$draft/appendonlydir/appendonly.aof.manifest" ] && [ -z "$(state aof_rewrite_in_progress:1)" ]; do
    [ -z "$(state aof_last_bgrewrite_status:err)" ] || fail "the temporary server cannot write a log: see above"
    kill -0 "$!" 2>/dev/null || fail "the temporary server has ended: see above"
    sleep 0.1
  done
  own SHUTDOWN NOSAVE || :
  wait "$!" || fail "the temporary server did not end well: see above"
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
