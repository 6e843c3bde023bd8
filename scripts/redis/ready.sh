#!/bin/sh
# Succeeds if Redis can be used: a master that answers, or a replica that is linked to its master or holds a book that it
# can show while the master is down. Otherwise prints one line with the reason. Arguments go to redis-cli.
set -eu
. "$(dirname "$0")/book-keys.sh"
. "$(dirname "$0")/password.sh"

ask() {
  timeout 3 redis-cli --raw "$@" 2>&1
}

fail() {
  printf 'not ready: %s\n' "$(printf '%s' "$1" | tr '\n' ' ')" >&2
  exit 1
}

answer=$(ask "$@" PING) || [ "$?" != 124 ] || fail 'no answer within 3 seconds'
case $answer in
  *PONG) ;;
  *) fail "$answer" ;;
esac
ask "$@" INFO replication | tr -d '\r' | grep -qxE 'role:master|master_link_status:up' && exit 0
case $(ask "$@" EXISTS "$entries_key") in
  *1) ;;
  *) fail 'a replica without a link to its master and without a book' ;;
esac
