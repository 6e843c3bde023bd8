// Loaded into a program before it starts: ends the program, and its process group, once the process that started it is gone.
if (process.send) {
  process.on('disconnect', end)
  process.channel?.unref()
  if (!process.connected) end()
}

function end() {
  try {
    process.kill(-process.pid, 'SIGTERM')
  } catch {
    // It belongs to the group of another process.
    process.kill(process.pid, 'SIGTERM')
  }
}
