// Loaded into the server before it: asks it to stop once the command that started it is gone, however that ended.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
