#!/bin/sh
# Writes the book to the standard output as a Redis snapshot (RDB), while it is served. Runs beside a master or a replica, and
# works on a replica that has lost its master. Arguments go to redis-cli.
#
#   sh backup.sh > guestbook.rdb
set -eu
umask 077
. "$(dirname "$0")/password.sh"

data=${REDIS_DATA_DIR:-/data}

fail() {
  printf 'backup: %s\n' "$*" >&2
  exit 1
}

[ ! -t 1 ] || fail "write it to a file: sh $0 > guestbook.rdb"
# The snapshot is checked before the first byte of it is written: a backup that is cut must not look like one.
draft=$(mktemp "$data/.backup.XXXXXX") || fail "cannot write to $data"
trap 'rm -f "$draft"' EXIT
trap 'exit 143' INT TERM HUP

if redis-cli "$@" INFO replication 2>/dev/null | tr -d '\r' | grep -qx 'master_link_status:down'; then
  # It refuses to be copied from.
  [ "$(redis-cli "$@" --raw SAVE 2>&1)" = OK ] || fail "the replica cannot write a snapshot"
  mv "$data/dump.rdb" "$draft"
else
  redis-cli "$@" --rdb "$draft" >"$draft.report" 2>&1 || {
    reason=$(tail -n 1 "$draft.report")
    rm -f "$draft.report"
    fail "Redis sends no snapshot: $reason"
  }
  rm -f "$draft.report"
fi
redis-check-rdb "$draft" >/dev/null || fail "the snapshot is not complete"
cat "$draft" || fail "the backup is not complete: it could not be written"
printf 'backup: complete, %s bytes\n' "$(wc -c <"$draft" | tr -d ' ')" >&2
