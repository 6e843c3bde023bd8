// What `npm test` runs, by whatever Node the machine has: everything else is loaded only once that is known to be new enough.
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`The guestbook needs Node 20 or later to test itself; this is Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  import('./setup/command.js').then(({ runCommand }) => runCommand('test'))
}
