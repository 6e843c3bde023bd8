#!/bin/sh
# Puts a backup, a Redis snapshot (RDB) on the standard input, in the place of the book. Runs beside the master of
# start-master.sh, or with its data directory while it is down:
#
#   sh restore.sh < guestbook.rdb
#
# Front ends must be stopped first. The backup is laid beside the data, and start-master.sh puts it in place while it holds the
# lock. So no entry can be confirmed that is on neither of the two books. A master that runs takes no writes from here on,
# and is restarted by whatever runs it.
#
# REDIS_DATA_DIR and REDISCLI_AUTH are as in start-master.sh; arguments go to redis-cli.
set -eu
umask 077
export LC_ALL=C

data=${REDIS_DATA_DIR:-/data}
scripts=$(dirname "$0")
. "$scripts/book-keys.sh"
. "$scripts/password.sh"
. "$scripts/lock-data.sh"
. "$scripts/copy-book.sh"

time=$(date -u +%Y-%m-%dT%H%M%SZ)
staged=$data/restore-$time.rdb
nothing="Nothing was changed."

main() {
  [ ! -t 0 ] || fail "name a backup: sh $0 < guestbook.rdb"
  trap stop INT TERM HUP
  trap clean_up EXIT
  draft=$(mktemp -d "$data/.restore.XXXXXX") || fail "cannot write to $data. $nothing"
  socket=$draft/socket
  exec 8>>"$data/.restore.lock"
  flock -n 8 || fail "another restore is running. $nothing"
  cat >"$draft/dump.rdb" || fail "cannot write the backup to $data. $nothing"
  check "$draft/dump.rdb"
  exec 9>>"$data/.lock"
  if flock -n 9; then
    refuse_another "$@"
    stage
    tell "start the master"
  else
    replace_running "$@"
  fi
}

draft=
clean_up() {
  end_background
  [ -z "$background" ] || wait "${!:-}" 2>/dev/null || :
  [ -z "$draft" ] || rm -rf "$draft"
}

# Loads the backup into a temporary server. Sets `total`, how many entries it has, also those that wait, are hidden or spam.
check() {
  [ -s "$1" ] || fail "the backup is empty. $nothing"
  case $(head -c 6 "$1" | tr -d '\0') in
    REDIS* | VALKEY) ;;
    SQLite) fail "this is a backup of a book without Redis: use server/restore.ts. $nothing" ;;
    *) fail "this is not a Redis snapshot. $nothing" ;;
  esac
  redis-check-rdb "$1" >"$draft/report" 2>&1 ||
    fail "the backup is not complete, damaged, or of a newer Redis: $(reason "$draft/report"). $nothing"
  start_temporary --dbfilename dump.rdb >"$draft/report" 2>&1
  generation=$(own GET "$generation_key")
  kind=$(own TYPE "$entries_key")
  case "$kind $generation" in
    'stream '?* | 'none '?*) ;;
    *) fail "this is a Redis snapshot, but not of a guestbook. $nothing" ;;
  esac
  total=0
  for stream in "$entries_key" "$waiting_key" "$spam_key"; do
    total=$((total + $(own XLEN "$stream")))
  done
  case $total in 1) total="1 entry" ;; *) total="$total entries" ;; esac
  own SHUTDOWN NOSAVE 2>/dev/null || :
  wait "$!" 2>/dev/null || :
  background=
}

# The line after the one that says that there is an error.
reason() {
  sed -n '/ERROR DETECTED/{n;p;q;}' "$1"
}

stage() {
  rm -f "$data"/restore-*.rdb
  mv "$draft/dump.rdb" "$staged"
  sync "$staged" "$data"
}

tell() {
  say "the book that was there will be kept in $data/before-$time"
  say "the book now has $total, and everybody signs in anew: $1"
}

# Redis may run here without the lock of start-master.sh, which then would never put the backup in place.
refuse_another() {
  case $(ask "$@" ROLE | head -n 1) in
    slave) fail "this is a replica: restore on the master. $nothing" ;;
    master) fail "the Redis that runs here does not keep its book in $data: restore beside the master of the guestbook. $nothing" ;;
  esac
}

replace_running() {
  [ "$(ask "$@" PING)" = PONG ] || fail "another process holds $data, but Redis does not answer: $(ask "$@" PING). $nothing"
  [ "$(ask "$@" ROLE | head -n 1)" = master ] || fail "this is a replica: restore on the master. $nothing"
  refuse_served "$@"
  # Until the end of this server, so that nothing is confirmed that the restored book lacks.
  [ "$(ask "$@" CLIENT PAUSE 86400000 WRITE)" = OK ] || fail "cannot stop writes. $nothing"
  if [ -n "$(front_ends "$@")" ]; then
    ask "$@" CLIENT UNPAUSE >/dev/null
    refuse_served "$@"
  fi
  stage
  tell "the master restarts now"
  # Afterwards, because this command ends with the container.
  setsid sh -c 'sleep 1; redis-cli "$@" SHUTDOWN NOSAVE' sh "$@" </dev/null >/dev/null 2>&1 8>&- 9>&- &
}

refuse_served() {
  [ -z "$(front_ends "$@")" ] || fail "the book is being served: stop all front ends first. $nothing"
}

# Front ends give their connections this name.
front_ends() {
  ask "$@" CLIENT LIST | grep ' name=guestbook ' || :
}

ask() {
  timeout 5 redis-cli --raw "$@" 2>&1
}

main "$@"
