import { SNAPSHOT_SIZE } from '../../server/book/book.ts'
import { atMost, type Finding, type Quantity, type Series, valueAtMost } from '../findings.ts'
import type { Load } from '../load/load.ts'
import { get, getPlain, loadOf, POST } from '../load/requests.ts'
import type { Context, Part } from '../part.ts'
import { startBareFastify } from '../processes/bare.ts'
import type { Program } from '../processes/program.ts'
import { describeCount, openSizedBook, type SizedBook } from '../processes/sized-book.ts'
import { median, medianRatio } from '../statistics.ts'
import { memoryFindings } from './size-memory.ts'

/** Fewer than elsewhere: what counts here is the time of one answer, not how many come at once. */
const CONNECTIONS = 10

/** By how much a larger book may cost more than the smallest. */
const GOAL = 1.2

/** How long a start may take with the largest book, in milliseconds. */
const START_GOAL = 1000

/** Reads and posts in small and large books, all of which are open at the same time so that they can be measured in turn. */
export const size: Part = {
  name: 'size',
  about: 'the cost of reading and posting in small and large books',
  estimate: ({ sizes, rounds, seconds }) =>
    2 * sizes.length + Math.max(...sizes) / 20_000 + (sizes.length + 0.25) * rounds * (4 * (seconds + 0.15) + 0.5),
  async run(context) {
    await using resources = new AsyncDisposableStack()
    const books: SizedBook[] = []
    for (const entries of context.scale.sizes) {
      context.progress.step(`filling a book with ${entries.toLocaleString('en')} entries`)
      books.push(resources.use(await openSizedBook(entries, context.signal)))
    }
    const [smallest] = books
    if (!smallest) throw new RangeError('expected at least one size of a book, got none')
    const bare = resources.use(await startBareFastify(context.signal, { store: smallest }))
    const memoryAtStart = await memoryFindings('memory after the start', books, bare)
    await loadBare(context, bare, smallest)
    const timings: Timing[] = []
    for (const measure of measures(context)) {
      const compared = books.filter(({ entries }) => entries > (measure.moreThan ?? 0))
      if (compared.length > 1) timings.push(await compareSizes(context, measure, compared))
    }
    const memoryAfterwards = await memoryFindings('memory after these loads', books, bare)
    return {
      findings: [...timings.flatMap(againstSmallest), startFinding(books), ...memoryAtStart, ...memoryAfterwards],
      series: timings.map(toSeries),
    }
  },
}

/** Memory grows with work, also where next to nothing is done with it: reads and posts, as many as one round after the other makes of either. */
async function loadBare({ load, scale, progress }: Context, bare: Program, { middle }: SizedBook): Promise<void> {
  progress.step('reading and posting where memory is compared')
  for (let round = 0; round <= scale.rounds; round++) {
    const onBare = (request: Load['requests'][number]) => ({ ...loadOf(bare, request), connections: CONNECTIONS })
    await load.saturate(onBare(getPlain(`/range?before=${middle}`)), { seconds: scale.seconds })
    await load.saturate(onBare({ ...POST, path: '/add' }), { amount: scale.postsPerSize })
  }
}

interface Measure {
  readonly name: string
  /** Only books with more entries are compared. */
  readonly moreThan?: number
  /** @returns the mean time of an answer, in milliseconds */
  time(book: SizedBook): Promise<number>
}

/** The mean time of an answer, round by round, for each size. */
interface Timing {
  readonly name: string
  readonly sizes: readonly number[]
  readonly rounds: ReadonlyMap<number, readonly number[]>
}

function measures({ load, scale }: Context): Measure[] {
  const loadOn = (book: SizedBook, request: Load['requests'][number]): Load => ({
    ...loadOf(book.guestbook, request),
    connections: CONNECTIONS,
  })
  const reading = (name: string, path: (book: SizedBook) => string): Measure => ({
    name,
    time: async (book) => {
      const { perSecond } = await load.saturate(loadOn(book, get(path(book))), { seconds: scale.seconds })
      return (1000 * CONNECTIONS) / perSecond
    },
  })
  return [
    reading('newest page', () => '/'),
    reading('page in the middle', ({ middle }) => `/?before=${middle}`),
    reading('newest entry by its id', ({ last }) => `/api/entries/${last}`),
    // A book that is held in memory as a whole has no entry that Redis must be asked for.
    { ...reading('old entry by its id', ({ middle }) => `/api/entries/${middle}`), moreThan: 2 * SNAPSHOT_SIZE },
    {
      name: 'post',
      time: async (book) => {
        const { perSecond } = await load.saturate(loadOn(book, POST), { amount: scale.postsPerSize })
        await book.shrink()
        return (1000 * CONNECTIONS) / perSecond
      },
    },
  ]
}

/** Measures every size in turn, round after round; a round before the first warms all of them up. */
async function compareSizes({ scale, progress, signal }: Context, measure: Measure, books: readonly SizedBook[]) {
  const rounds = new Map(books.map(({ entries }) => [entries, [] as number[]]))
  for (let round = 0; round <= scale.rounds; round++) {
    progress.step(`${measure.name} in books of all sizes, round ${round} of ${scale.rounds}`)
    for (const book of books) {
      signal.throwIfAborted()
      const time = await measure.time(book)
      if (round > 0) rounds.get(book.entries)?.push(time)
    }
  }
  return { name: measure.name, sizes: books.map(({ entries }) => entries), rounds }
}

function againstSmallest({ name, sizes: [smallest = 0, ...larger], rounds }: Timing): Finding[] {
  const times = (entries: number) => rounds.get(entries) ?? []
  return larger.map((entries) => ({
    measure: `${name}, ${describeCount(entries)}`,
    ours: milliseconds(median(times(entries))),
    reference: { name: describeCount(smallest), quantity: milliseconds(median(times(smallest))) },
    ratio: medianRatio(times(entries), times(smallest)),
    goal: atMost(GOAL),
  }))
}

function startFinding(books: readonly SizedBook[]): Finding {
  const [smallest, largest] = [books[0] as SizedBook, books.at(-1) as SizedBook]
  return {
    measure: `start, ${describeCount(largest.entries)}`,
    ours: milliseconds(largest.guestbook.startTime),
    reference: { name: describeCount(smallest.entries), quantity: milliseconds(smallest.guestbook.startTime) },
    ratio: largest.guestbook.startTime / smallest.guestbook.startTime,
    goal: valueAtMost(START_GOAL),
  }
}

function toSeries({ name, rounds }: Timing): Series {
  return { plot: 'size', line: name, points: [...rounds].map(([x, times]) => ({ x, y: median(times) })) }
}

function milliseconds(value: number): Quantity {
  return { value, unit: 'ms' }
}
