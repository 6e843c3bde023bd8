#!/bin/sh
# Makes the password of Redis once, in the file REDISCLI_AUTH_FILE: REDIS_PASSWORD, or else a random one. Which containers have
# the file decides who may read it.
set -eu

file=$REDISCLI_AUTH_FILE
wanted=${REDIS_PASSWORD:-}
if [ -s "$file" ]; then
  [ -z "$wanted" ] || [ "$wanted" = "$(cat "$file")" ] || {
    echo "make-password: REDIS_PASSWORD differs from the password in use, which is on the volume \"password\"." \
      "To change it: docker compose down, remove that volume, docker compose up --detach" >&2
    exit 1
  }
  exit 0
fi
printf '%s' "${wanted:-$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')}" >"$file.new"
chmod 444 "$file.new"
sync "$file.new"
mv "$file.new" "$file"
