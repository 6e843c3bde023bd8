import { atMost, compareValues, type Finding, type Goal, oursAtMost } from '../findings.ts'
import { get, type Load, type LoadRequest, loadOf, POST } from '../load/load.ts'
import type { Context, Part } from '../part.ts'
import { startBareFastify } from '../servers/bare.ts'
import type { Program } from '../servers/program.ts'
import { openSizedBook, type SizedBook } from '../servers/sized-book.ts'
import { residentBytes } from '../servers/usage.ts'

/** Fewer than elsewhere, because this measures the time of an answer, not the throughput. */
const CONNECTIONS = 10

/** Up to this size, a book may be completely in memory, without reads from Redis. */
const IN_MEMORY = 2000

/** The largest ratio of the cost of a book to that of the smallest. */
const GROWTH_GOAL = 1.2

/** Limits for the start with the largest book, in milliseconds, and for the memory of a process, in MB. */
const START_GOAL = 1000
const MEMORY_GOAL = 120

/** Reads and posts in small and large books, which are all open and measured in turn. */
export const size: Part = {
  name: 'size',
  about: 'reads, posts, start and memory with small and large books',
  async run(context) {
    const { scale, progress, signal } = context
    await using resources = new AsyncDisposableStack()
    const books: SizedBook[] = []
    for (const entries of scale.sizes) {
      progress(`filling a book with ${entries.toLocaleString('en')} entries`)
      books.push(resources.use(await openSizedBook(entries, signal)))
    }
    const bare = resources.use(await startBareFastify(books[0]?.variables))
    const starts = books.map(({ guestbook }) => [guestbook.startTime])
    const memoryAtStart = await compareMemory('memory after the start', books, bare)
    const timings: Finding[] = []
    for (const measure of MEASURES) timings.push(...(await compareSizes(context, measure, books)))
    await loadBare(context, bare, books[0]?.middle ?? '')
    return [
      ...timings,
      ...compareWithFirst('start', 'ms', books, starts, oursAtMost(START_GOAL)).slice(-1),
      ...memoryAtStart,
      ...(await compareMemory('memory after these loads', books, bare)),
    ]
  },
}

interface Measure {
  readonly name: string
  request(book: SizedBook): LoadRequest
  readonly above?: number
}

const MEASURES: readonly Measure[] = [
  { name: 'newest page', request: () => get('/') },
  { name: 'page in the middle', request: ({ middle }) => get(`/?before=${middle}`) },
  { name: 'newest entry by its id', request: ({ last }) => get(`/api/entries/${last}`) },
  { name: 'old entry by its id', request: ({ middle }) => get(`/api/entries/${middle}`), above: IN_MEMORY },
  { name: 'post', request: () => POST },
]

/** Measures the time of an answer in books of all sizes, in turn. The first round is a warm-up. */
async function compareSizes(context: Context, { name, request, above = 0 }: Measure, all: readonly SizedBook[]) {
  const books = all.filter(({ entries }) => entries > above)
  const times: number[][] = books.map(() => [])
  for (let round = 0; round <= context.scale.rounds; round++) {
    context.progress(`${name} in books of all sizes, round ${round} of ${context.scale.rounds}`)
    for (const [index, book] of books.entries()) {
      const perSecond = await loadFew(context, book.guestbook, request(book))
      if (request(book).method === 'POST') await book.shrink()
      times[index]?.push((1000 * CONNECTIONS) / perSecond)
    }
  }
  return compareWithFirst(
    name,
    'ms',
    books,
    times.map((rounds) => rounds.slice(1)),
    atMost(GROWTH_GOAL),
  )
}

/** Reads last for a time, but posts are a fixed number, so that the book does not grow much. */
async function loadFew({ load, scale }: Context, program: Program, request: LoadRequest): Promise<number> {
  const few: Load = { ...loadOf(program, request), connections: CONNECTIONS }
  const extent = request.method === 'POST' ? { amount: scale.postsPerSize } : { seconds: scale.seconds }
  return (await load.run('saturate', few, extent)).perSecond
}

/** Gives the bare server the same work, because any process grows with its work. */
async function loadBare(context: Context, bare: Program, middle: string): Promise<void> {
  context.progress('reading and posting, to compare memory')
  for (let round = 0; round <= context.scale.rounds; round++) {
    await loadFew(context, bare, get(`/range?before=${middle}`))
    await loadFew(context, bare, { ...POST, path: '/add' })
  }
}

async function compareMemory(name: string, books: readonly SizedBook[], bare: Program): Promise<Finding[]> {
  const megabytes = async ({ pid }: Program) => (await residentBytes(pid)) / 1e6
  const used = await Promise.all(books.map(async ({ guestbook }) => [await megabytes(guestbook)]))
  const most = Math.max(...used.flat())
  const least = await megabytes(bare)
  return [
    ...compareWithFirst(name, 'MB', books, used, atMost(GROWTH_GOAL)),
    compareValues(
      `${name}, at most`,
      'MB',
      [most],
      'bare Fastify with ioredis, likewise',
      [least],
      oursAtMost(MEMORY_GOAL),
    ),
  ]
}

/** Compares each book with the smallest; `values` holds the rounds of each book. */
function compareWithFirst(
  name: string,
  unit: Finding['unit'],
  books: readonly SizedBook[],
  values: readonly (readonly number[])[],
  goal: Goal,
): Finding[] {
  const count = (index: number) => `${books[index]?.entries.toLocaleString('en')} entries`
  const [first = []] = values
  return values.slice(1).map((rounds, index) => {
    return compareValues(`${name}, ${count(index + 1)}`, unit, rounds, count(0), first, goal)
  })
}
