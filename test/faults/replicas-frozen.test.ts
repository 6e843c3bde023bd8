import { expect, test } from 'vitest'
import { compareIds } from '../../server/common/log-id.ts'
import { awaitedLater } from '../support/awaited-later.ts'
import { onBusyMachine } from '../support/busy.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import type { Answer, Client } from './client.ts'
import { type FrontEnds, metric, startFrontEnds } from './front-ends.ts'
import { Progress } from './progress.ts'
import { report } from './report.ts'
import { compare } from './writers.ts'

const PAIRS = 500
const VISITORS = 8
/** A replica is frozen, and later resumed, each time that many pairs are done. */
const PAIRS_PER_CHANGE = 40

// Freezing (SIGSTOP) needs the servers as processes of this machine.
describeWith(['redis-server'], 'replicas are frozen and resumed while visitors post and then read', () => {
  test('nobody misses their own entry, on whatever front end they read', { timeout: 120_000 }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 3 })
    await using frontEnds = await startFrontEnds({ masterUrl: redis.master.url, replicas: redis.replicas })
    const visits = new Visits(frontEnds)
    const working = awaitedLater(Promise.all(Array.from({ length: VISITORS }, () => visits.visitUntil(PAIRS))))
    for (let done = 0; done + 2 * PAIRS_PER_CHANGE < PAIRS - VISITORS; done += 2 * PAIRS_PER_CHANGE) {
      const replica = redis.replicas[(done / (2 * PAIRS_PER_CHANGE)) % redis.replicas.length]
      await replica?.freeze()
      await visits.progress.more(PAIRS_PER_CHANGE, working).finally(() => replica?.resume())
      await visits.progress.more(PAIRS_PER_CHANGE, working)
    }
    await working

    const { lost, duplicated } = await compare(visits.acknowledged, redis.master)
    const sum = async (name: string) =>
      (await Promise.all(frontEnds.all.map((front) => metric(front, name)))).reduce((all, one) => all + one, 0)
    const waited = await sum('guestbook_reads_waited_total')
    report({
      fault: 'replicas frozen, read after write',
      count: visits.reads,
      lost: lost.length,
      duplicated: duplicated.length,
      misread: visits.missed.length,
      outage: { milliseconds: visits.slowest, of: 'the slowest read' },
      note: `${waited} reads waited, ${await sum('guestbook_reads_from_master_total')} of them asked the master; ${visits.outages} were told of an outage`,
    })
    expect({ lost, duplicated, missed: visits.missed }).toEqual({ lost: [], duplicated: [], missed: [] })
    expect(waited).toBeGreaterThan(0)
    expect(visits.outages).toBeLessThan(visits.reads / 20)
    // A read waits 250 ms for the feed and 750 ms for a node that is silent.
    expect(visits.slowest).toBeLessThan(onBusyMachine(1000))
  })
})

/** Visitors who each post an entry and then look for it. */
class Visits {
  readonly progress = new Progress()
  readonly acknowledged = new Map<string, string>()
  readonly missed: string[] = []
  reads = 0
  /**
   * How often a front end reported that it cannot reach the master either, though that is not frozen: on a busy machine, it can be
   * silent for too long. The visitor then tries again.
   */
  outages = 0
  /** The longest that a read took, in milliseconds. */
  slowest = 0
  readonly #frontEnds: FrontEnds
  #started = 0

  constructor(frontEnds: FrontEnds) {
    this.#frontEnds = frontEnds
  }

  async visitUntil(count: number): Promise<void> {
    while (this.#started < count) {
      await this.#visit(this.#started++)
      this.progress.step()
    }
  }

  /** Posts on one front end; reads there without a position, and on the next with it, sent back as header or as cookie. */
  async #visit(number: number): Promise<void> {
    const here = this.#frontEnds.at(number).client
    const elsewhere = this.#frontEnds.at(number + 1).client
    const message = `visit ${number}`
    const written = await this.#insist(() => here.post(message, { 'idempotency-key': `the key of ${message}` }))
    expect(written).toMatchObject({ status: 201 })
    const { id } = JSON.parse(written.text) as { id: string }
    this.acknowledged.set(message, id)
    const look = LOOKS[number % LOOKS.length] as Look
    await this.#read(`${message}, ${look.name} on the same front end`, look, here, id, {})
    const isHeader = number % 2 === 0
    const other = LOOKS[(number >> 1) % LOOKS.length] as Look
    const headers = isHeader
      ? { 'guestbook-position': String(written.headers['guestbook-position']) }
      : { cookie: cookieOf(written) }
    const what = `${message}, ${other.name} elsewhere by ${isHeader ? 'header' : 'cookie'}`
    await this.#read(what, other, elsewhere, id, headers)
  }

  /** Asks again as long as the answer is that there is an outage. */
  #insist(ask: () => Promise<Answer>): Promise<Answer> {
    return eventually('an answer without an outage', async () => {
      const answer = await ask()
      if (!tellsOfOutage(answer)) return answer
      this.outages++
      throw new Error(`${answer.status}: ${answer.text.slice(0, 200)}`)
    })
  }

  async #read(what: string, look: Look, client: Client, id: string, headers: Record<string, string>): Promise<void> {
    const answer = await this.#insist(() => client.ask(look.path(id), { headers }))
    this.reads++
    this.slowest = Math.max(this.slowest, answer.milliseconds)
    if (answer.status !== 200 || !look.shows(answer.text, id)) this.missed.push(`${what}: ${answer.status}`)
  }
}

/** True for an answer that says what it cannot do: 503, or what is old and has its age with it. */
function tellsOfOutage({ status, headers, text }: Answer): boolean {
  return status === 503 || headers.age !== undefined || text.includes('class="notice"')
}

/** A way to look for an entry. */
interface Look {
  readonly name: string
  path(id: string): string
  shows(text: string, id: string): boolean
}

const LOOKS: readonly Look[] = [
  { name: 'the page', path: () => '/', shows: (text, id) => shows(text.matchAll(/id="(\d+-\d+)"/g), id) },
  {
    name: 'the API',
    path: () => '/api/entries?limit=50',
    shows: (text, id) => shows(text.matchAll(/"id":"(\d+-\d+)"/g), id),
  },
  { name: 'the entry', path: (id) => `/api/entries/${id}`, shows: (text, id) => text.includes(id) },
  {
    name: 'Atom',
    path: () => '/feed.atom',
    shows: (text, id) => shows(text.matchAll(/<id>[^<]*:(\d+-\d+)<\/id>/g), id),
  },
]

/** Whether the newest entries have one: it is among them, or others have been written since, which fill the page. */
function shows(matches: Iterable<RegExpMatchArray>, id: string): boolean {
  const ids = Array.from(matches, ([, found = '']) => found)
  const oldest = ids.at(-1)
  return ids.includes(id) || (oldest !== undefined && compareIds(oldest, id) > 0)
}

/** The position as the answer sets it. */
function cookieOf({ headers }: Answer): string {
  const cookie = headers['set-cookie']?.find((one) => one.startsWith('guestbook-position='))
  return cookie?.split(';', 1)[0] ?? ''
}
