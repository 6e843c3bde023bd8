// Preloaded into a child process: ends it and its process group when the parent is gone.
if (process.send) {
  process.on('disconnect', end)
  process.channel?.unref()
  if (!process.connected) end()
}

function end() {
  try {
    process.kill(-process.pid, 'SIGTERM')
  } catch {
    // It has no group of its own.
    process.kill(process.pid, 'SIGTERM')
  }
}
