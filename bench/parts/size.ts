import { type Book, ENTRIES, openBook } from '../book.ts'
import { atMost, compareValues, type Finding, type Goal, oursAtMost } from '../findings.ts'
import { get, type LoadRequest, POST } from '../load/requests.ts'
import { loadOf, saturate } from '../load/saturate.ts'
import { type Context, type Part, takeTurns } from '../part.ts'
import { type Program, startBareFastify } from '../servers/start.ts'
import { residentBytes } from '../servers/usage.ts'

/** Fewer than elsewhere, because this measures the time of an answer, not the throughput. */
const CONNECTIONS = 10

/** Up to this size, a book may be completely in memory, without reads from Redis. */
const IN_MEMORY = 2000

/** The largest ratio of the cost of a book to that of the smallest. */
const GROWTH = atMost(1.2)

/** Limits for the start with the largest book, in milliseconds, and for the memory of a process, in MB. */
const START_GOAL = 1000
const MEMORY_GOAL = 120

/** Reads and posts in small and large books, which are all open and measured in turn. */
export const size: Part = {
  name: 'size',
  about: 'reads, posts, start and memory with small and large books',
  async run(context) {
    const { rounds, sizes } = context.scale
    await using resources = new AsyncDisposableStack()
    const books: Book[] = []
    for (const entries of sizes) books.push(resources.use(await openBook(context, { store: 'Redis', entries })))
    const bare = resources.use(await startBareFastify(books[0]?.variables))
    const starts = books.map(({ first }) => [first.startTime])
    const memoryAtStart = await compareMemory('memory after the start', books, bare)
    const timings: Finding[] = []
    for (const { name, request, above = 0 } of MEASURES) {
      const compared = books.filter(({ ids }) => ids.length > above)
      const times = await takeTurns(context, `${name} in books of all sizes`, rounds, compared, async (book) => {
        const time = await timeAnswer(context, book.first, request(book))
        await removePosts(book)
        return time
      })
      timings.push(...compareWithFirst(name, 'ms', compared, times, GROWTH))
    }
    // Gives the bare server the same work, because any process grows with its work.
    const work = [get(`/?before=${books[0] && middleOf(books[0])}`), POST]
    await takeTurns(context, 'memory of a bare server', rounds, work, (request) => timeAnswer(context, bare, request))
    return [
      ...timings,
      ...compareWithFirst('start', 'ms', books, starts, oursAtMost(START_GOAL)).slice(-1),
      ...memoryAtStart,
      ...(await compareMemory('memory after these loads', books, bare)),
    ]
  },
}

const MEASURES: readonly { name: string; above?: number; request(book: Book): LoadRequest }[] = [
  { name: 'newest page', request: () => get('/') },
  { name: 'page in the middle', request: (book) => get(`/?before=${middleOf(book)}`) },
  { name: 'newest entry by its id', request: ({ ids }) => get(`/api/entries/${ids.at(-1)}`) },
  { name: 'old entry by its id', request: (book) => get(`/api/entries/${middleOf(book)}`), above: IN_MEMORY },
  { name: 'post', request: () => POST },
]

const middleOf = ({ ids }: Book) => ids[ids.length >> 1]

/** The time of an answer in milliseconds. Reads last for a time, but posts are a fixed number, so that the book does not grow much. */
async function timeAnswer({ scale, signal }: Context, program: Program, request: LoadRequest): Promise<number> {
  const extent = request.method === 'POST' ? { amount: scale.postsPerSize } : { seconds: scale.secondsPerSize }
  const load = { ...loadOf([program], request), connections: CONNECTIONS }
  return (1000 * CONNECTIONS) / (await saturate(load, extent, signal)).perSecond
}

/** Removes the entries that were posted, so that the book keeps its size. */
async function removePosts({ redis, ids }: Book): Promise<void> {
  const client = redis?.master.client()
  const posted = (await client?.xrange(ENTRIES, `(${ids.at(-1)}`, '+')) ?? []
  if (posted.length > 0) await client?.xdel(ENTRIES, ...posted.map(([id]) => id))
}

async function compareMemory(name: string, books: readonly Book[], bare: Program): Promise<Finding[]> {
  const megabytes = async ({ pid }: Program) => [(await residentBytes(pid)) / 1e6]
  const used = await Promise.all(books.map(({ first }) => megabytes(first)))
  const most = [Math.max(...used.flat())]
  const comparedWith = 'bare Fastify with ioredis, likewise'
  return [
    ...compareWithFirst(name, 'MB', books, used, GROWTH),
    compareValues(`${name}, at most`, 'MB', most, comparedWith, await megabytes(bare), oursAtMost(MEMORY_GOAL)),
  ]
}

/** Compares each book with the smallest; `values` holds the rounds of each book. */
function compareWithFirst(
  name: string,
  unit: Finding['unit'],
  books: readonly Book[],
  values: readonly (readonly number[])[],
  goal: Goal,
): Finding[] {
  const counts = books.map(({ ids }) => `${ids.length.toLocaleString('en')} entries`)
  const [first = []] = values
  const findings = values.map((rounds, index) =>
    compareValues(`${name}, ${counts[index]}`, unit, rounds, counts[0] ?? '', first, goal),
  )
  return findings.slice(1)
}
