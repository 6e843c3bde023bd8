import { parseArgs } from 'node:util'
import { copyContent } from './book/stores/transfer/copy-content.ts'
import { describeLocation, openSource, openTarget, parseLocation } from './commands/copy/book-location.ts'
import { describeCounts } from './commands/copy/describe-counts.ts'
import { BadUsage, run } from './commands/run.ts'

const USAGE = `Usage: npm run copy -- --from <book> --to <book>
       (in a container: node server/copy.ts --from <book> --to <book>)

Copies a whole book into an empty place, with ids and times. A book is

  a directory                             of a book without Redis
  redis://[user:password@]host[:port]     a Redis master; rediss:// for TLS
  configured                              the one that the settings name

Keys and certificates for TLS, and passwords that are not in the URL, come from
the settings, such as REDIS_PASSWORD.`

/** `npm run copy -- --from <book> --to <book>` moves a book between the stores. */
await run(async (args, terminal, environment) => {
  const { from, to, help } = readArguments(args)
  if (help) {
    terminal.say(USAGE)
    return 0
  }
  const [source, target] = [from, to].map((text) => parseLocation(text, environment))
  if (!source || !target) throw new BadUsage(USAGE)
  const { counts } = await copyContent({
    openSource: () => openSource(source),
    openTarget: () => openTarget(target),
  })
  terminal.say(
    `Copied the book from ${describeLocation(source)} to ${describeLocation(target)}. Both have ${describeCounts(counts)}.`,
  )
  terminal.say('Entries that are written to the old book from now on are not in the copy. Everybody signs in anew.')
  return 0
})

function readArguments(args: readonly string[]): { from: string; to: string; help: boolean } {
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    const { from = '', to = '', help = false } = parseArgs({ args: [...args], options }).values
    if (!help && (from === '' || to === '')) throw new Error(`${from === '' ? '--from' : '--to'} is missing.`)
    return { from, to, help }
  } catch (error) {
    throw new BadUsage(`${(error as Error).message}\n\n${USAGE}`)
  }
}
