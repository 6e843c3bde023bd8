# Part of start-master.sh and restore.sh: fills the empty data directory with a book, completely or not at all.

# build HOW ARGUMENT… fills a temporary server that no one else can reach, lets it write a log, and moves the log into
# place as the last step, with one rename.
build() {
  how=$1
  shift
  [ ! -f "$data/dump.rdb" ] || [ -r "$data/dump.rdb" ] || fail "cannot read $data/dump.rdb: user $(id -u) must be allowed to"
  mkdir "$draft"
  [ ! -f "$data/dump.rdb" ] || cp "$data/dump.rdb" "$draft/dump.rdb"
  start_temporary "$@"

  $how
  # Readers who knew the book before must not take it for the same: the last it had may be missing.
  [ "$(own SET "$generation_key" "$(random_name)")" = OK ] || fail "cannot mark the copy as restored"
  total=$(own XLEN "$entries_key")
  write_log

  # Without its manifest, Redis cannot read an existing log.
  [ ! -e "$data/appendonlydir" ] || mv "$data/appendonlydir" "$data/appendonlydir.unreadable-$(date +%s)"
  mv "$draft/appendonlydir" "$data/appendonlydir"
  # If the log is lost later, the replicas have newer data than this snapshot.
  [ ! -f "$data/dump.rdb" ] || mv "$data/dump.rdb" "$data/dump.rdb.used"
  sync "$data"
  rm -rf "$draft"
  say "rebuilt $total entries $origin"
}

# start_temporary ARGUMENT… runs a server that no one else can reach on what lies in $draft.
start_temporary() {
  background=yes
  redis-server --port 0 --unixsocket "$socket" --dir "$draft" --save '' --appendonly no --loglevel warning "$@" &
  until [ "$(own PING 2>/dev/null)" = PONG ]; do
    kill -0 "$!" 2>/dev/null || fail "the temporary server has ended: see above"
    sleep 0.1
  done
}

# Nobody is signed in by a backup, and no tablet is opened.
from_snapshot() {
  own DEL "$book:codes" "$book:sessions" "$book:kiosks:codes" "$book:kiosks:sessions" >/dev/null
  origin="from dump.rdb"
}

# Reads the data, because a replica without a master refuses to be replicated from.
from_replica() {
  address=${source% *}
  port=${source#* }
  origin="from $source"
  copy_small_keys
  for stream in $streams; do
    copy_stream "$stream"
  done
}

# Shared by the scripts below. The replica builds the commands in the Redis protocol, so that a value may hold any byte.
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

# Copies all keys except streams, many at a time, with their remaining time to live. Sets `streams`.
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

# Returns the next cursor, the streams, and RESTORE commands for the other keys of this step of the scan.
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

# Copies a stream in parts of about a megabyte: DUMP of a large stream needs twice its size in memory, and the replica
# might be killed, and the book lost.
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

# Returns the next start and XADD commands for up to a megabyte of records. The first part creates the stream, which may be
# empty but still have a last ID (creating a consumer group needs no record). The last part sets what the stream remembers
# about deleted records.
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

# ask_replica SCRIPT ARGUMENT… writes the reply to a file, because it may be large and hold any byte.
ask_replica() {
  remote 60 "$address" "$port" -D '' EVAL "$@" >"$draft/part" || fail "cannot read from $source"
}

# replay LINE runs the commands of the reply on the temporary server, from this line on.
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

# state LINE prints the line if it is in the temporary server's INFO.
state() {
  own INFO persistence | tr -d '\r' | grep -x "$1"
}

# own COMMAND… runs a command on the temporary server, which has no password.
own() {
  env -u REDISCLI_AUTH redis-cli -s "$socket" --raw "$@"
}

random_name() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
