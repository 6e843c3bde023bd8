#!/bin/sh
# Becomes one Redis server of a group that sentinels watch, with the given arguments. It starts as a replica of nobody: it
# shows what it has and accepts no writes. join-group.sh, which stays beside it, then makes it what the sentinels say.
#
# NODE            the name of this server, as the others resolve it
# NODES           the names of all servers, separated by spaces
# REDIS_DATA_DIR  the data directory (/data)
# REDIS_PORT      the port of all servers (6379)
# SENTINEL_PORT   the port of all sentinels (26379)
# REDISCLI_AUTH   the password, if there is one
set -eu
umask 077

data=${REDIS_DATA_DIR:-/data}
scripts=$(dirname "$0")
. "$scripts/group.sh"
. "$scripts/lock-data.sh"

lock_data
trap - INT TERM EXIT
# It must not hold the lock.
sh "$scripts/join-group.sh" 9>&- &
exec sh "$scripts/serve.sh" --dir "$data" --appendonly yes --replicaof "$nobody_host" "$nobody_port" \
  --replica-priority 0 --replica-announce-ip "$node" --port "$port" "$@"
