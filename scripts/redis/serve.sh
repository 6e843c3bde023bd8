#!/bin/sh
# Becomes redis-server with the arguments given. Where REDISCLI_AUTH holds a password (redis-cli reads the same
# variable), clients must give it, and a replica gives it to its master. It is handed over as configuration on
# standard input: arguments can be read by whoever sees the list of processes.
set -eu

if [ -z "${REDISCLI_AUTH:-}" ]; then
  exec redis-server "$@"
fi
password=$(printf '%s' "$REDISCLI_AUTH" | sed 's/[\\"]/\\&/g')
exec redis-server - "$@" <<CONFIGURATION
requirepass "$password"
masterauth "$password"
CONFIGURATION
