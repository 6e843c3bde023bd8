#!/bin/sh
# Runs before the server of start-node.sh ends. If it is the master, the sentinels make another server the master first, so
# that entries are refused for a moment only.
set -eu
. "$(dirname "$0")/group.sh"

[ "$(state role)" = master ] || exit 0
for name in $nodes; do
  answer=$(env -u REDISCLI_AUTH timeout 2 redis-cli -h "$name" -p "$sentinel_port" --raw SENTINEL FAILOVER "$group" 2>&1) || continue
  [ "$answer" != OK ] || break
done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  [ "$(state role)" = master ] || exit 0
  sleep 1
done
