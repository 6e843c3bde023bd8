#!/bin/sh
# Succeeds if Redis answers, even if it is still loading its data. Otherwise prints one line with the reason.
# Arguments go to redis-cli. The answer is checked, not the exit code: redis-cli exits with 0 on an error reply.
set -eu
. "$(dirname "$0")/password.sh"

answer=$(timeout 3 redis-cli "$@" PING 2>&1) || status=$?
case $answer in
  PONG | LOADING*) exit 0 ;;
esac
[ "${status:-0}" != 124 ] || answer='no answer within 3 seconds'
printf 'not alive: %s\n' "$(printf '%s' "$answer" | tr '\n' ' ')" >&2
exit 1
