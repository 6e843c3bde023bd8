#!/bin/sh
# Runs before the server of start-node.sh ends. If it is the master, the sentinels make another server the master first, so
# that entries are refused for a moment only. Writes pause until the other servers have everything: a failover on demand
# does not wait for them, and confirmed entries would be lost.
set -eu
. "$(dirname "$0")/group.sh"

# Longer than all of the below. The pause ends with the server, or when it becomes a replica.
PAUSE=30000

main() {
  [ "$(state role)" = master ] || exit 0
  own CLIENT PAUSE "$PAUSE" WRITE >/dev/null
  within 5 replicas_have_all || resume
  for name in $nodes; do
    answer=$(env -u REDISCLI_AUTH timeout 2 redis-cli -h "$name" -p "$sentinel_port" --raw SENTINEL FAILOVER "$group" 2>&1) || continue
    [ "$answer" != OK ] || break
  done
  within 15 is_replica || resume
  own CLIENT UNPAUSE >/dev/null
}

# within SECONDS CONDITION
within() {
  deadline=$(($(date +%s) + $1))
  until "$2"; do
    [ "$(date +%s)" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

is_replica() {
  [ "$(state role)" = slave ]
}

# True if every linked replica, and at least one, has all that the master has.
replicas_have_all() {
  own INFO replication | tr -d '\r' | awk -F '[:=,]' '
    $1 == "master_repl_offset" { master = $2 }
    /^slave[0-9]+:/ { count += 1; for (field = 2; field < NF; field += 2) if ($field == "offset") offset[count] = $(field + 1) }
    END { for (one in offset) if (offset[one] != master) exit 1; exit count > 0 ? 0 : 1 }'
}

# Nothing can be handed over: the server ends as it would have without this.
resume() {
  own CLIENT UNPAUSE >/dev/null
  exit 0
}

main
