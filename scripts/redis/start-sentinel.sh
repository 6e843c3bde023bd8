#!/bin/sh
# Becomes a sentinel of the group. What it knows is kept beside the data, so that after a loss of all pods the sentinels still
# agree on the master. NODE, NODES, REDIS_DATA_DIR, REDIS_PORT, SENTINEL_PORT and REDISCLI_AUTH are as in start-node.sh.
set -eu
umask 077

data=${REDIS_DATA_DIR:-/data}
. "$(dirname "$0")/group.sh"

configuration=$data/sentinel.conf
# Entries are refused for about as long as the sentinels need to be sure: 3 seconds.
if [ ! -s "$configuration" ]; then
  cat >"$configuration.new" <<CONFIGURATION
port $sentinel_port
protected-mode no
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $node
sentinel monitor $group ${nodes%% *} $port $majority
sentinel down-after-milliseconds $group 3000
sentinel failover-timeout $group 5000
sentinel parallel-syncs $group 2
CONFIGURATION
  mv "$configuration.new" "$configuration"
fi
# The password may have changed since.
sed '/^sentinel auth-pass /d' "$configuration" >"$configuration.new"
[ -z "${REDISCLI_AUTH:-}" ] || printf 'sentinel auth-pass %s %s\n' "$group" "$REDISCLI_AUTH" >>"$configuration.new"
mv "$configuration.new" "$configuration"
exec redis-server "$configuration" --sentinel "$@"
