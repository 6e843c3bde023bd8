// `npm start`, `npm test` and the owner's commands run this with the machine's Node. Other files are loaded only if it is new enough to parse them.
const [command, ...args] = process.argv.slice(2)
if (Number.parseInt(process.versions.node, 10) >= 20) {
  const { launch } = await import('./setup/launch.js')
  await launch(command, args)
} else {
  console.error(`Node 20 or later is needed to set up the guestbook; this is Node ${process.versions.node}.`)
  process.exitCode = 1
}
