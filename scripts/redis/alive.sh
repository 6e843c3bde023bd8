#!/bin/sh
# Succeeds while the Redis beside it answers, be it that it is still reading its data; else says in one line what it found.
# Arguments go to redis-cli. What counts is the answer: redis-cli exits with 0 on an error reply as well.
set -eu

answer=$(timeout 3 redis-cli "$@" PING 2>&1) || status=$?
case $answer in
  PONG | LOADING*) exit 0 ;;
esac
[ "${status:-0}" != 124 ] || answer='no answer within 3 seconds'
printf 'not alive: %s\n' "$(printf '%s' "$answer" | tr '\n' ' ')" >&2
exit 1
