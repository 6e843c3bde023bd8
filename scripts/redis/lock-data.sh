# Part of start-master.sh and start-node.sh: makes sure that only one server uses a data directory.

# Not empty while the last background process runs.
background=

say() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*"
}

fail() {
  say "$*" >&2
  exit 1
}

stop() {
  exit 143
}

# Uses $! directly: a signal may arrive before the number could be copied to a variable. KILL, because a process that is
# still this shell's copy loses every other signal. Nothing of it is kept: it waits for the lock or works on a draft.
end_background() {
  [ -z "$background" ] || kill -KILL "${!:-}" 2>/dev/null || :
}

# The shell runs a trap only after the foreground command has ended, except for `wait`, which it interrupts; so flock runs
# in the background. Without a trap, process 1 would ignore SIGTERM.
lock_data() {
  trap stop INT TERM
  trap end_background EXIT
  # Tested first, because the shell ends without our message if `exec` cannot open a file.
  (: >>"$data/.lock") || fail "cannot write to $data: user $(id -u) must be allowed to"
  exec 9>>"$data/.lock"
  flock -n 9 && return
  say "another master still holds $data: waiting for it to end"
  background=yes
  flock 9 &
  wait "$!" || fail "cannot lock $data/.lock"
  background=
  say "the other master has ended"
}
