#!/bin/sh
# Becomes redis-server with the given arguments. If REDISCLI_AUTH is set (redis-cli reads it too), it is the password for
# clients and for the link from replica to master. It is passed on standard input, because anyone who can list the
# processes can read their arguments.
set -eu
. "$(dirname "$0")/password.sh"

if [ -z "${REDISCLI_AUTH:-}" ]; then
  exec redis-server "$@"
fi
password=$(printf '%s' "$REDISCLI_AUTH" | sed 's/[\\"]/\\&/g')
exec redis-server - "$@" <<CONFIGURATION
requirepass "$password"
masterauth "$password"
CONFIGURATION
