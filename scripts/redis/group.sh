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

# Prints the master that the sentinels name, or nothing if fewer than a majority of them answer. After a failover they learn
# of it one after the other, so the latest configuration counts. Sentinels have no password.
named_master() {
  answers=
  for name in $nodes; do
    answers="$answers$(
      env -u REDISCLI_AUTH timeout 2 redis-cli -h "$name" -p "$sentinel_port" --raw SENTINEL MASTER "$group" 2>/dev/null |
        awk 'NR % 2 { field = $0; next } { value[field] = $0 } END { if ("ip" in value) print value["config-epoch"], value["ip"] }'
    )
"
  done
  printf '%s' "$answers" | sed '/^$/d' | sort -k1,1nr |
    awk -v majority="$majority" 'NR == 1 { master = $2 } END { if (NR >= majority) print master }'
}
