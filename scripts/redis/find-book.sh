# Part of start-master.sh: finds the replica to copy the book from.

# Sets `source` to "address port", or to nothing where no replica holds a book. Once one was seen to hold it, the master
# starts empty no more unless its owner says so: whatever became of that replica, another may come back with the book, or
# there may be a backup.
choose_source() {
  deadline=$(($(date +%s) + patience))
  unresolved=0
  while :; do
    survey
    [ -z "$holders" ] || leave_mark
    ! settled || break
    if [ "$(date +%s)" -ge "$deadline" ]; then
      [ -n "$holders" ] || give_up
      say "going on without$unanswered: no answer for $patience s"
      break
    fi
    sleep 1
  done
  source=$(printf '%s' "$holders" | sort -k1,1nr -k2,2nr -k3,3nr -k4,4nr | sed -n '1s/^[0-9]* [0-9]* [0-9]* [0-9]* //p')
  [ -n "$source" ] || say "no replica holds a book: starting a new one"
}

settled() {
  [ -z "$unanswered" ] && { [ -n "$holders" ] || [ ! -f "$mark" ]; }
}

# On the disk before a replica is asked for anything that might be too much for it.
leave_mark() {
  [ ! -f "$mark" ] || return 0
  echo "A replica holds the book, which has not been copied here yet." >"$mark" || fail "cannot write to $mark"
  sync "$mark" "$data"
}

give_up() {
  [ -f "$mark" ] || fail "not starting empty: after $patience s still no answer from$unanswered"
  fail "not starting empty: a replica held the book before, and for $patience s none has${unanswered:+, nor is there an answer from$unanswered}. Put a backup there as" \
    "$data/dump.rdb or, to begin a new book on purpose, delete $mark"
}

# Asks every replica once. Sets `holders` to lines of "<entries' last ID> <removals' last ID> <address> <port>", each ID
# as two numbers, and `unanswered` to those who may hold a book but did not say so.
survey() {
  holders=
  unanswered=
  for peer in $peers; do
    port=${peer##*:}
    resolve "${peer%:*}"
    for address in $addresses; do
      inspect "$address" "$port"
    done
  done
}

# Sets `addresses`. A name that is unknown means that there are no replicas, but only where names can be resolved at all,
# and only when said three times: a name server that has just started may not know its names yet.
resolve() {
  if addresses=$(timeout 5 getent ahosts "$1"); then
    addresses=$(printf '%s\n' "$addresses" | cut -d ' ' -f 1 | sort -u)
    return
  fi
  addresses=
  unresolved=$((unresolved + 1))
  if ! timeout 5 getent ahosts "$known_name" >/dev/null; then
    unresolved=0
    unanswered="$unanswered $1 (neither does $known_name resolve)"
  elif [ "$unresolved" -lt 3 ]; then
    unanswered="$unanswered $1 (does not resolve)"
  fi
}

# Only a refused connection says that nobody is there, and so that nothing is held. What visitors wrote never gets here:
# of the streams' description only the IDs are read.
inspect() {
  reply=$(remote 2 "$1" "$2" PING 2>&1 | sed '/^$/d' | tail -n 1)
  case $reply in
    PONG) ;;
    *'Connection refused') return ;;
    *) unanswered="$unanswered $1:$2 (${reply:-silent})" && return ;;
  esac
  entries=$(last_id "$1" "$2" "$entries_key")
  removed=$(last_id "$1" "$2" "$removed_key")
  if [ -z "$entries" ] || [ -z "$removed" ]; then
    unanswered="$unanswered $1:$2 (does not say what it holds)"
  elif [ "$entries $removed" != '0 0 0 0' ]; then
    holders="$holders$entries $removed $1 $2
"
  fi
}

# Prints the last ID of a stream as two numbers, 0 0 where there is no stream, nothing where that cannot be known.
last_id() {
  remote 5 "$1" "$2" XINFO STREAM "$3" 2>/dev/null |
    sed -n -e '1{/^ERR no such key/{s/.*/0 0/p;q;};}' -e '/^last-generated-id$/{n;s/-/ /p;q;}'
}

# remote SECONDS ADDRESS PORT COMMAND…
remote() {
  limit=$1 host=$2 at=$3
  shift 3
  timeout "$limit" redis-cli -h "$host" -p "$at" --raw "$@"
}
