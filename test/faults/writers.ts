import { awaitedLater } from '../support/awaited-later.ts'
import { eventually } from '../support/eventually.ts'
import type { RedisNode } from '../support/redis.ts'
import type { Answer } from './client.ts'
import type { FrontEnds } from './front-ends.ts'
import { Progress } from './progress.ts'

/** How long a writer tries to have an entry acknowledged, in milliseconds: longer than any outage that a test allows. */
const PATIENCE = 60_000

/** What was acknowledged: the message of each entry and the id that it was given. */
export type Acknowledged = ReadonlyMap<string, string>

export interface WritersOptions {
  /** What their messages begin with. */
  readonly name: string
  /** What their messages end with. */
  readonly padding?: string
  /** How many write at the same time. */
  readonly count: number
  /** Called after each acknowledgement, with the number of another front end. */
  readonly check?: (front: number, id: string, position: string) => Promise<void>
}

/**
 * Visitors who sign the book without pause, each entry under a key of its own: on 503 or a lost connection they send it again
 * under the same key, through the next front end, until it is acknowledged.
 */
export class Writers {
  readonly acknowledged = new Map<string, string>()
  /** Counts acknowledgements. */
  readonly progress = new Progress()
  /** How many attempts were refused or lost. */
  failures = 0
  readonly #frontEnds: FrontEnds
  readonly #options: WritersOptions
  readonly #working: Promise<unknown>
  #stopped = false
  #started = 0

  constructor(frontEnds: FrontEnds, options: WritersOptions) {
    this.#frontEnds = frontEnds
    this.#options = options
    this.#working = awaitedLater(Promise.all(Array.from({ length: options.count }, (_, index) => this.#work(index))))
  }

  /** Resolves once that many more entries have been acknowledged. Rejects where a writer has failed. */
  more(count: number): Promise<void> {
    return this.progress.more(count, this.#working)
  }

  /** Lets every writer finish the entry that it is at. */
  async stop(): Promise<Acknowledged> {
    this.#stopped = true
    await this.#working
    return this.acknowledged
  }

  async #work(front: number): Promise<void> {
    for (let turn = front; !this.#stopped; turn++) {
      const key = `${this.#options.name} ${this.#started++}`
      const message = `${key}${this.#options.padding ?? ''}`
      const { id, position } = acknowledgement(await this.#sign(message, key, turn))
      this.acknowledged.set(message, id)
      this.progress.step()
      await this.#options.check?.(turn + 1, id, position)
    }
  }

  #sign(message: string, key: string, firstFront: number): Promise<Answer> {
    let front = firstFront
    return eventually(
      `"${key}" to be acknowledged`,
      async () => {
        const { client } = this.#frontEnds.at(front++)
        const answer = await client
          .post(message, { 'idempotency-key': `a key for ${key}` })
          .catch((error: Error) => error)
        if (!(answer instanceof Error) && answer.status !== 503) return answer
        this.failures++
        throw answer instanceof Error ? answer : new Error(answer.text)
      },
      PATIENCE,
    )
  }
}

/** Compares what was acknowledged with what a server has, or only with what it has after an entry. */
export async function compare(acknowledged: Acknowledged, node: Pick<RedisNode, 'client'>, after?: string) {
  const kept = await entriesOf(node, after)
  const times = new Map<string, number>()
  for (const { message } of kept) times.set(message, (times.get(message) ?? 0) + 1)
  const ids = new Map(kept.map(({ id, message }) => [message, id]))
  return {
    lost: [...acknowledged].filter(([message, id]) => ids.get(message) !== id).map(([message]) => message),
    duplicated: [...times].filter(([, count]) => count > 1).map(([message]) => message),
  }
}

/** All entries that a server has, or those after one, as they are stored. */
async function entriesOf(node: Pick<RedisNode, 'client'>, after?: string): Promise<{ id: string; message: string }[]> {
  const records = await node.client().xrange('guestbook:{main}:entries', after ? `(${after}` : '-', '+')
  return records.map(([id, fields]) => ({ id, message: fields[fields.indexOf('message') + 1] ?? '' }))
}

function acknowledgement({ status, text, headers }: Answer) {
  if (status !== 201) throw new Error(`expected 201 or 503, got ${status}: ${text}`)
  const { id } = JSON.parse(text) as { id: string }
  return { id, position: String(headers['guestbook-position']) }
}
