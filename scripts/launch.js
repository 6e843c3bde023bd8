// What `npm start` and `npm test` run, with whatever Node the machine has. Everything else is loaded only if that is new enough.
const [command, ...args] = process.argv.slice(2)
if (Number.parseInt(process.versions.node, 10) >= 20) {
  const { launch } = await import('./setup/launch.js')
  await launch(command, args)
} else {
  console.error(`The guestbook needs Node 20 or later to set itself up; this is Node ${process.versions.node}.`)
  process.exitCode = 1
}
