# Sets REDISCLI_AUTH, the password that the scripts and redis-cli use, from the file that REDISCLI_AUTH_FILE names. Before
# redis-cli by hand: . /scripts/password.sh
if [ -z "${REDISCLI_AUTH:-}" ] && [ -n "${REDISCLI_AUTH_FILE:-}" ]; then
  REDISCLI_AUTH=$(cat "$REDISCLI_AUTH_FILE")
  export REDISCLI_AUTH
fi
