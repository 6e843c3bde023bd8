#!/bin/sh
# Runs beside the server of start-node.sh. It gives the server its first role, and tells the sentinels whether it may become
# the master. All later changes of role are the sentinels' work.
#
# An entry is confirmed only when two of three servers have it (WRITE_REPLICAS=1). So of any majority of servers, the one
# that has read furthest has every confirmed entry. Sentinels compare replication offsets, which start anew with each server;
# therefore a server without a master compares the last IDs of the streams, and may be promoted only if a majority
# answered and none of them is ahead of it.
set -eu

scripts=$(dirname "$0")
. "$scripts/book-keys.sh"
. "$scripts/group.sh"
. "$scripts/find-book.sh"

said=

main() {
  # Ends with the server, which is its parent.
  while sleep 1 && kill -0 "$PPID" 2>/dev/null; do
    [ "$(own PING)" = PONG ] || continue
    role=$(state role)
    if [ "$role" = slave ] && [ "$(state master_port)" = "$nobody_port" ]; then take_role; fi
    if [ "$role" = slave ]; then set_priority; fi
  done
}

# say_once TEXT
say_once() {
  [ "$said" = "$1" ] || printf 'join-group: %s\n' "$1"
  said=$1
}

take_role() {
  master=$(named_master)
  if [ -z "$master" ]; then
    say_once "waiting for a majority of the sentinels"
  elif [ "$master" != "$node" ]; then
    say_once "following $master"
    own REPLICAOF "$master" "$port" >/dev/null
  elif is_furthest; then
    say_once "this is the master"
    own REPLICAOF NO ONE >/dev/null
  else
    say_once "not the master yet: another server may have later entries"
  fi
}

# 100: linked to the master. 10: without one, and nobody is ahead. 0: must not be promoted.
set_priority() {
  if [ "$(state master_link_status)" = up ]; then
    priority=100
  elif is_furthest; then
    priority=10
  else
    priority=0
  fi
  own CONFIG SET replica-priority "$priority" >/dev/null
}

# Compares the last IDs of the two streams with those of all servers that answer.
is_furthest() {
  mine=$(read_ids "$node") && [ -n "$mine" ] || return 1
  all=
  for name in $nodes; do
    all="$all$(read_ids "$name")
"
  done
  printf '%s' "$all" | sed '/^$/d' | sort -k1,1nr -k2,2nr -k3,3nr -k4,4nr |
    awk -v majority="$majority" -v mine="$mine" 'NR == 1 { first = $0 } END { exit NR >= majority && first == mine ? 0 : 1 }'
}

# Prints the last IDs of entries and changes, as four numbers; nothing if the server does not answer.
read_ids() {
  entries=$(last_id "$1" "$port" "$entries_key")
  removed=$(last_id "$1" "$port" "$removed_key")
  [ -z "$entries" ] || [ -z "$removed" ] || printf '%s %s' "$entries" "$removed"
}

main
