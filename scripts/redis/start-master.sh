#!/bin/sh
# Becomes the Redis master of a guestbook, with the arguments given. Two things come first:
#
# - The data directory is locked, since a container may be started before the one that it replaces has ended, and two
#   servers on one directory lose entries. The server inherits the lock and holds it as long as it lives.
# - Where the directory is empty, the book is copied from the replica that has read furthest. A replica takes over
#   whatever its master has: a master that started empty would wipe them all. An owner who wants a backup restored puts
#   it there as dump.rdb; it is preferred.
#
# REDIS_DATA_DIR      the directory (/data)
# REDIS_PEERS         host:port of the replicas, parted by blanks; a name stands for all its addresses
# REDIS_PATIENCE      for how many seconds a replica that gives no answer is asked again (30)
# KNOWN_NAME          a name that resolves whenever name resolution works at all
# REDISCLI_AUTH       the password, where there is one
set -eu
umask 077
export LC_ALL=C

data=${REDIS_DATA_DIR:-/data}
peers=${REDIS_PEERS:-redis-replica-all:6379}
patience=${REDIS_PATIENCE:-30}
known_name=${KNOWN_NAME:-kubernetes.default.svc}
scripts=$(dirname "$0")
. "$scripts/book-keys.sh"
. "$scripts/find-book.sh"
. "$scripts/copy-book.sh"

# What is not finished lives here, apart from the data; whoever starts next throws it away.
draft=$data/rebuild
socket=$draft/socket
# Stands as long as a replica is known to hold a book that has not been copied here.
mark=$data/unfinished-copy
# Not empty while a process of ours, the last one started, runs in the background.
background=

main() {
  trap stop INT TERM
  trap end_background EXIT
  lock_data
  rm -rf "$draft"
  if holds_data; then
    say "the data directory holds data: starting on it"
  elif [ -f "$data/dump.rdb" ]; then
    say "the data directory holds a snapshot (dump.rdb) and no log: making a log of it"
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

say() {
  printf 'start-master: %s\n' "$*"
}

fail() {
  say "$*" >&2
  exit 1
}

stop() {
  exit 143
}

# By the shell's own note of its number: a signal may come before any other note of it could be taken.
end_background() {
  [ -z "$background" ] || kill "${!:-}" 2>/dev/null || :
}

# A trap runs only once the command in the foreground has ended; `wait` it interrupts. As process 1 this matters:
# without a trap of its own, process 1 ignores SIGTERM.
lock_data() {
  # Tried apart first: where `exec` cannot open a file, the shell ends without a word of ours.
  (: >>"$data/.lock") || fail "cannot write to $data: user $(id -u) must be allowed to"
  exec 9>>"$data/.lock"
  flock -n 9 && return
  say "another master still holds $data: waiting until it has ended"
  background=yes
  flock 9 &
  wait "$!" || fail "cannot lock $data/.lock"
  background=
  say "the other master has ended"
}

# The manifest lists the files of the log; without it Redis starts empty, whatever else is there. The last is Redis 6's.
holds_data() {
  [ -f "$data/appendonlydir/appendonly.aof.manifest" ] || [ -f "$data/appendonly.aof" ]
}

main "$@"
