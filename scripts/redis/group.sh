# Part of the scripts for a group of Redis servers: who belongs to it, and what its sentinels say.

node=${NODE:?must be the name of this server}
nodes=${NODES:?must be the names of all servers}
port=${REDIS_PORT:-6379}
sentinel_port=${SENTINEL_PORT:-26379}
group=guestbook

# The master of a server that waits for its role.
nobody_host=127.0.0.1
nobody_port=1

majority=$(($(set -- $nodes && echo $#) / 2 + 1))

# own COMMAND… asks this server.
own() {
  timeout 2 redis-cli -p "$port" -h "$node" --raw "$@" 2>/dev/null
}

# state NAME prints a field of INFO replication.
state() {
  own INFO replication | tr -d '\r' | sed -n "s/^$1://p"
}

# ask_sentinel NAME COMMAND… asks the sentinel beside that server. Sentinels have no password.
ask_sentinel() {
  sentinel_name=$1
  shift
  env -u REDISCLI_AUTH timeout 2 redis-cli -h "$sentinel_name" -p "$sentinel_port" --raw SENTINEL "$@" 2>/dev/null
}

# Prints fields of SENTINEL MASTER, read from standard input, on one line; nothing if one is missing.
# pick_fields NAME…
pick_fields() {
  awk -v names="$*" '
    NR % 2 { field = $0; next }
    { value[field] = $0 }
    END {
      count = split(names, name, " ")
      for (one = 1; one <= count; one++) if (!(name[one] in value)) exit
      for (one = 1; one <= count; one++) printf "%s%s", value[name[one]], one < count ? " " : "\n"
    }'
}

# Prints the master that the sentinels name, or nothing if fewer than a majority of them answer. After a failover they learn
# of it one after the other, so the latest configuration counts.
named_master() {
  answers=
  for name in $nodes; do
    answers="$answers$(ask_sentinel "$name" MASTER "$group" | pick_fields config-epoch ip)
"
  done
  printf '%s' "$answers" | sed '/^$/d' | sort -k1,1nr |
    awk -v majority="$majority" 'NR == 1 { master = $2 } END { if (NR >= majority) print master }'
}
