import { setTimeout as pause } from 'node:timers/promises'
import { openBook } from '../book.ts'
import { atMost, compareValues, type Finding, oursAtMost } from '../findings.ts'
import { get, type LoadRequest, POST } from '../load/requests.ts'
import { loadOf, saturate } from '../load/saturate.ts'
import { type Context, measureEach, type Part } from '../part.ts'
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
  run: (context) => measureEach(context, LOADS, (load) => grow(context, load)),
}

const LOADS: readonly { name: string; requests(visit: Visit): readonly LoadRequest[] }[] = [
  { name: 'memory during older pages', requests: ({ older }) => older.map((cursor) => get(`/?before=${cursor}`)) },
  { name: 'memory during posts', requests: () => [POST] },
]

async function grow(context: Context, { name, requests }: (typeof LOADS)[number]): Promise<Finding[]> {
  const { scale, progress, signal } = context
  await using book = await openBook(context, { store: 'Redis' })
  const work = loadOf(book.programs, ...requests(await visit(book.first.url, scale.entries)))
  progress(name)
  const megabytes: number[] = []
  const sample = async () => {
    while (megabytes.length < SAMPLES) {
      await pause((1000 * scale.memory) / SAMPLES, undefined, { signal })
      megabytes.push((await residentBytes(book.first.pid)) / 1e6)
    }
  }
  await Promise.all([saturate(work, { seconds: scale.memory }, signal), sample()])
  const [second, last] = [megabytes.slice(SAMPLES / 3, (2 * SAMPLES) / 3), megabytes.slice((2 * SAMPLES) / 3)]
  const most = Math.max(...megabytes)
  return [
    { measure: `${name}, at most`, unit: 'MB', ours: most, goal: oursAtMost(GOAL) },
    compareValues(`${name}, last third`, 'MB', last, 'the third before', second, atMost(GROWTH_GOAL)),
  ]
}
