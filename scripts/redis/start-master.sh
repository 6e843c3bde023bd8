#!/bin/sh
# Becomes the Redis master of a guestbook, with the given arguments. Before that, it
#
# - locks the data directory: a container may start before the one that it replaces has ended, and two servers on one
#   directory lose entries. The server inherits the lock and holds it until it ends.
# - copies the book from the most recent replica if the directory is empty: a replica copies whatever its master has, so
#   an empty master would wipe them all. What restore.sh has left is used first.
#
# REDIS_DATA_DIR      the directory (/data)
# REDIS_PEERS         host:port of the replicas, separated by spaces; a name stands for all its addresses
# REDIS_PATIENCE      how long to ask a replica that does not answer, in seconds (30)
# KNOWN_NAME          a name that resolves whenever name resolution works
# REDISCLI_AUTH       the password, if there is one; REDISCLI_AUTH_FILE a file that holds it
set -eu
umask 077
export LC_ALL=C

data=${REDIS_DATA_DIR:-/data}
peers=${REDIS_PEERS:-redis-replica-all:6379}
patience=${REDIS_PATIENCE:-30}
known_name=${KNOWN_NAME:-kubernetes.default.svc}
scripts=$(dirname "$0")
. "$scripts/book-keys.sh"
. "$scripts/password.sh"
. "$scripts/lock-data.sh"
. "$scripts/find-book.sh"
. "$scripts/copy-book.sh"

# Unfinished work, apart from the data. The next start deletes it.
draft=$data/rebuild
socket=$draft/socket
# Exists while a replica is known to hold a book that has not been copied here.
mark=$data/unfinished-copy
main() {
  lock_data
  rm -rf "$draft" "$data"/.restore.?????? "$data"/.backup.??????*
  put_restored_in_place
  if holds_data; then
    say "the data directory is not empty: starting with its data"
  elif [ -f "$data/dump.rdb" ]; then
    say "the data directory has a snapshot (dump.rdb) but no log: making a log from it"
    build from_snapshot --dbfilename dump.rdb
  else
    choose_source
    if [ -n "$source" ]; then
      say "copying the book from $source"
      build from_replica --dbfilename none.rdb
    fi
  fi
  rm -f "$mark"
  trap - INT TERM EXIT
  exec sh "$scripts/serve.sh" --dir "$data" --appendonly yes "$@"
}

# What restore.sh has left. If this is interrupted, the next start goes on with it.
put_restored_in_place() {
  for restored in "$data"/restore-*.rdb; do
    [ -f "$restored" ] || continue
    time=${restored##*/restore-}
    kept=$data/before-${time%.rdb}
    mkdir -p "$kept"
    for old in appendonlydir appendonly.aof dump.rdb; do
      [ ! -e "$data/$old" ] || mv "$data/$old" "$kept/$old"
    done
    sync "$kept" "$data"
    mv "$restored" "$data/dump.rdb"
    sync "$data"
    say "restoring a backup; the book that was there is in $kept"
  done
}

# Without the manifest of the log, Redis starts empty even if other files exist. The last name is that of Redis 6.
holds_data() {
  [ -f "$data/appendonlydir/appendonly.aof.manifest" ] || [ -f "$data/appendonly.aof" ]
}

main "$@"
