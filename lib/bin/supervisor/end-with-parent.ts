// Loaded before each process of ours: when the supervisor is killed, the channel to it closes and the process stops
// as if it had been asked to, instead of holding ports that the next start needs.
if (process.channel) {
  process.channel.unref()
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
