import { openBook } from '../book.ts'
import { atMost, compareValues, type Finding, oursAtMost } from '../findings.ts'
import { get, type LoadRequest, loadOf, POST } from '../load/load.ts'
import { attempt, type Context, type Part } from '../part.ts'
import { residentBytes } from '../servers/usage.ts'
import { median } from '../statistics.ts'
import { type Visit, visit } from '../visit.ts'

/** The limit for the memory of a process, in MB, and for its growth from the second third of a load to the last. */
const GOAL = 160
const GROWTH_GOAL = 1.02

/** How often the memory is read in a third of a load. */
const SAMPLES = 10

export const memory: Part = {
  name: 'memory',
  about: 'memory while older pages are read, and while posts come in',
  async run(context) {
    const older = ({ older }: Visit) => older.map((cursor) => get(`/?before=${cursor}`))
    return [
      ...((await attempt(context, 'older pages', () => load(context, 'older pages', older))) ?? []),
      ...((await attempt(context, 'posts', () => load(context, 'posts', () => [POST]))) ?? []),
    ]
  },
}

async function load(context: Context, of: string, requests: (visit: Visit) => LoadRequest[]): Promise<Finding[]> {
  await using book = await openBook(context, { store: 'Redis' })
  const work = loadOf(book.programs, ...requests(await visit(book.first.url, context.scale.entries)))
  const seconds = context.scale.memory / (3 * SAMPLES)
  const thirds: number[][] = [[], [], []]
  for (const [index, samples] of thirds.entries()) {
    context.progress(`memory, ${of}, third ${index + 1} of 3`)
    while (samples.length < SAMPLES) {
      await context.load.run('saturate', work, { seconds })
      samples.push((await residentBytes(book.first.pid)) / 1e6)
    }
  }
  const [, second = [], last = []] = thirds.map((samples) => [median(samples)])
  return [
    { measure: `memory after ${of}, at most`, unit: 'MB', ours: Math.max(...thirds.flat()), goal: oursAtMost(GOAL) },
    compareValues(`memory after ${of}`, 'MB', last, 'a third earlier', second, atMost(GROWTH_GOAL)),
  ]
}
