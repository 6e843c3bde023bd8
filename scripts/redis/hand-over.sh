#!/bin/sh
# Runs before the server of start-node.sh ends. If it is the master, the sentinels make another server the master first, so
# that entries are refused for a moment only. Writes pause until the other servers have everything: a failover on demand
# does not wait for them, and confirmed entries would be lost.
set -eu
. "$(dirname "$0")/group.sh"

# Longer than all of the below. The pause ends with the server, or when it becomes a replica.
PAUSE=60000

# The sentinel that makes another server the master; empty before one has begun, or if it gave up.
leader=

main() {
  [ "$(state role)" = master ] || exit 0
  own CLIENT PAUSE "$PAUSE" WRITE >/dev/null
  if within 5 replicas_have_all && within 20 is_handed_over; then
    own CLIENT UNPAUSE >/dev/null
  elif [ -z "$leader" ]; then
    # Nothing is handed over: the server ends as it would have without this.
    own CLIENT UNPAUSE >/dev/null
  fi
  # Else another server may be the master soon. What waits here must not be accepted: it ends with this server.
}

# within SECONDS CONDITION
within() {
  deadline=$(($(date +%s) + $1))
  until "$2"; do
    [ "$(date +%s)" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# True if every linked replica, and at least one, has all that the master has.
replicas_have_all() {
  own INFO replication | tr -d '\r' | awk -F '[:=,]' '
    $1 == "master_repl_offset" { master = $2 }
    /^slave[0-9]+:/ { count += 1; for (field = 2; field < NF; field += 2) if ($field == "offset") offset[count] = $(field + 1) }
    END { for (one in offset) if (offset[one] != master) exit 1; exit count > 0 ? 0 : 1 }'
}

# True if this server follows another master. Asks for a failover until a sentinel begins one: they look at each replica every
# 10 seconds only, and until then may know none that can be promoted.
is_handed_over() {
  [ "$(state role)" != slave ] || return 0
  [ -n "$leader" ] || choose_leader || return 1
  # A failover that has ended must not be asked for again: it would replace the new master.
  told=$(ask_sentinel "$leader" MASTER "$group" | pick_fields ip flags)
  case $told in
    '' | *failover_in_progress*) return 1 ;;
    "$node "*) leader= && return 1 ;;
  esac
  # The sentinels would do the same, 8 seconds later.
  own REPLICAOF "${told% *}" "$port" >/dev/null
}

choose_leader() {
  for name in $nodes; do
    if [ "$(ask_sentinel "$name" FAILOVER "$group")" = OK ]; then
      leader=$name
      return
    fi
  done
  return 1
}

main
