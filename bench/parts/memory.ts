import { setTimeout as pause } from 'node:timers/promises'
import { openBook } from '../book.ts'
import { atMost, compareValues, type Finding, oursAtMost } from '../findings.ts'
import { get, type LoadRequest, loadOf, POST } from '../load/load.ts'
import { attempt, type Context, type Part } from '../part.ts'
import { residentBytes } from '../servers/usage.ts'
import { type Visit, visit } from '../visit.ts'

/** The limit for the memory of a process, in MB, and for its growth from the second third of a load to the last. */
const GOAL = 160
const GROWTH_GOAL = 1.02

/** How often the memory is read during a load; divisible by three. */
const SAMPLES = 30

export const memory: Part = {
  name: 'memory',
  about: 'memory while older pages are read, and while posts come in',
  async run(context) {
    const older = ({ older }: Visit) => older.map((cursor) => get(`/?before=${cursor}`))
    return [
      ...((await attempt(context, 'memory, older pages', () => grow(context, 'older pages', older))) ?? []),
      ...((await attempt(context, 'memory, posts', () => grow(context, 'posts', () => [POST]))) ?? []),
    ]
  },
}

async function grow(context: Context, of: string, requests: (visit: Visit) => LoadRequest[]): Promise<Finding[]> {
  const { load, scale, progress, signal } = context
  await using book = await openBook(context, { store: 'Redis' })
  const work = loadOf(book.programs, ...requests(await visit(book.first.url, scale.entries)))
  progress(`memory, ${of}`)
  const megabytes: number[] = []
  const sample = async () => {
    while (megabytes.length < SAMPLES) {
      await pause((1000 * scale.memory) / SAMPLES, undefined, { signal })
      megabytes.push((await residentBytes(book.first.pid)) / 1e6)
    }
  }
  await Promise.all([load.run('saturate', work, { seconds: scale.memory }), sample()])
  const [second, last] = [megabytes.slice(SAMPLES / 3, (2 * SAMPLES) / 3), megabytes.slice((2 * SAMPLES) / 3)]
  const most = Math.max(...megabytes)
  return [
    { measure: `memory during ${of}, at most`, unit: 'MB', ours: most, goal: oursAtMost(GOAL) },
    compareValues(`memory during ${of}, last third`, 'MB', last, 'the third before', second, atMost(GROWTH_GOAL)),
  ]
}
