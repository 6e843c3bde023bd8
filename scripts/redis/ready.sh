#!/bin/sh
# Succeeds once the Redis beside it can be used: a master that answers; a replica that is linked to its master, or that
# holds a book and can go on showing it while the master is away. Arguments go to redis-cli.
set -eu

ask() {
  timeout 3 redis-cli --raw "$@" 2>/dev/null
}

[ "$(ask "$@" PING)" = PONG ] || exit 1
ask "$@" INFO replication | tr -d '\r' | grep -qxE 'role:master|master_link_status:up' && exit 0
[ "$(ask "$@" EXISTS 'guestbook:{main}:entries')" = 1 ]
