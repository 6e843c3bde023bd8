# Part of start-master.sh: finds the replica to copy the book from.

# Sets `source` to "address port", or to nothing if no replica holds a book. Once a replica with the book was seen, the
# master does not start empty unless its owner allows it: another replica may return with the book, or there is a backup.
choose_source() {
  deadline=$(($(date +%s) + patience))
  unresolved=0
  while :; do
    survey
    [ -z "$holders" ] || leave_mark
    ! settled || break
    if [ "$(date +%s)" -ge "$deadline" ]; then
      [ -n "$holders" ] || give_up
      say "continuing without$unanswered: no answer for $patience s"
      break
    fi
    sleep 1
  done
  source=$(printf '%s' "$holders" | sort -k1,1nr -k2,2nr -k3,3nr -k4,4nr -k5,5nr -k6,6nr -k7,7nr -k8,8nr | sed -n '1s/^\([0-9]* \)\{8\}//p')
  [ -n "$source" ] || say "no replica holds a book: starting with an empty one"
}

settled() {
  [ -z "$unanswered" ] && { [ -n "$holders" ] || [ ! -f "$mark" ]; }
}

# Synced to disk before the copy begins, because the copy itself may bring the replica down.
leave_mark() {
  [ ! -f "$mark" ] || return 0
  echo "A replica holds the book. It has not been copied here yet." >"$mark" || fail "cannot write to $mark"
  sync "$mark" "$data"
}

give_up() {
  [ -f "$mark" ] || fail "not starting empty: no answer for $patience s from$unanswered"
  fail "not starting empty: a replica held the book before, but none has offered it for $patience s${unanswered:+ (no answer from$unanswered)}. Restore a backup as" \
    "$data/dump.rdb or, to start a new book, delete $mark"
}

# Asks every replica once. Sets `holders` to lines of "<last ID of each stream> <address> <port>", each ID as two numbers,
# and `unanswered` to the replicas that may hold a book but did not answer.
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

# Sets `addresses`. An unknown name means that there are no replicas, but only if other names resolve, and only after three
# attempts: a name server that has just started may not know all names yet.
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

# Only a refused connection proves that there is no replica at an address. Only the IDs of the streams are read, never
# the text of visitors.
inspect() {
  reply=$(remote 2 "$1" "$2" PING 2>&1 | sed '/^$/d' | tail -n 1)
  case $reply in
    PONG) ;;
    *'Connection refused') return ;;
    *) unanswered="$unanswered $1:$2 (${reply:-silent})" && return ;;
  esac
  reached=
  # All entries of a book may still wait.
  for stream in "$entries_key" "$removed_key" "$waiting_key" "$spam_key"; do
    last=$(last_id "$1" "$2" "$stream")
    [ -n "$last" ] || { unanswered="$unanswered $1:$2 (does not report what it holds)" && return; }
    reached="$reached$last "
  done
  [ "$reached" = '0 0 0 0 0 0 0 0 ' ] || holders="$holders$reached$1 $2
"
}

# Prints the last ID of a stream as two numbers: 0 0 if there is no stream, nothing if it is unknown.
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
