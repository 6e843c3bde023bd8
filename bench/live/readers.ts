import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** What a process of readers is told to do. */
export type Order =
  | {
      readonly kind: 'open'
      readonly port: number
      readonly path: string
      readonly count: number
      readonly addresses: readonly string[]
    }
  | { readonly kind: 'expect'; readonly marker: string }
  | { readonly kind: 'close' }

/** What it tells. */
export type Told =
  | { readonly kind: 'opened' | 'expecting' | 'closed' }
  | { readonly kind: 'all have it'; readonly at: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** Linux answers on all of 127.0.0.0/8; others on one address only, whose ports suffice for what they allow to open. */
const ADDRESSES = process.platform === 'linux' ? ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'] : []

/** How long to wait for what the readers are to tell, in milliseconds. */
const PATIENCE = 60_000

/** Readers of event streams, in processes of their own: two where there is a processor for each beside the server's. Ended by `using`. */
export class Readers implements Disposable {
  readonly #children: readonly ChildProcess[]

  constructor(signal: AbortSignal) {
    const count = availableParallelism() > 2 ? 2 : 1
    this.#children = Array.from({ length: count }, () => {
      const child = fork(new URL('readers-process.ts', import.meta.url), { signal, killSignal: 'SIGKILL' })
      child.setMaxListeners(20).on('error', () => {})
      return child
    })
  }

  /** Resolves once all streams are open. Throws where one is refused. */
  async open(url: string, count: number): Promise<void> {
    const each = Math.ceil(count / this.#children.length)
    await this.#tellAll('opened', (index) => ({
      kind: 'open',
      port: Number(new URL(url).port),
      path: '/api/live',
      count: Math.min(each, count - index * each),
      addresses: ADDRESSES,
    }))
  }

  /**
   * Waits for a text on every stream.
   * @returns once all are waiting: a promise of when the last of them had it, in nanoseconds of the monotonic clock
   */
  async expect(marker: string): Promise<{ lastSeen: Promise<bigint> }> {
    const seen = Promise.all(this.#children.map((child) => this.#hear(child, 'all have it')))
    const lastSeen = seen.then((all) =>
      all.map((told) => ('at' in told ? BigInt(told.at) : 0n)).reduce((one, other) => (one > other ? one : other)),
    )
    // Handled by whoever awaits it; until then it is nobody's failure.
    lastSeen.catch(() => {})
    await this.#tellAll('expecting', () => ({ kind: 'expect', marker }))
    return { lastSeen }
  }

  async close(): Promise<void> {
    await this.#tellAll('closed', () => ({ kind: 'close' }))
  }

  [Symbol.dispose](): void {
    for (const child of this.#children) if (child.connected) child.disconnect()
  }

  async #tellAll(answer: Told['kind'], order: (index: number) => Order): Promise<void> {
    const answered = Promise.all(this.#children.map((child) => this.#hear(child, answer)))
    for (const [index, child] of this.#children.entries()) child.send(order(index))
    await answered
  }

  /** The next message of this kind. Throws where the process tells of a failure, or nothing for too long. */
  #hear(child: ChildProcess, kind: Told['kind']): Promise<Told> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        child.off('message', listen)
        child.off('exit', onExit)
        act()
      }
      const listen = (told: Told) => {
        if (told.kind === 'failed') settle(() => reject(new Error(told.reason)))
        else if (told.kind === kind) settle(() => resolve(told))
      }
      const onExit = () => settle(() => reject(new Error('expected the process of the readers to go on, but it ended')))
      const timer = setTimeout(
        () => settle(() => reject(new Error(`expected "${kind}" from the readers within ${PATIENCE / 1000} s`))),
        PATIENCE,
      )
      child.on('message', listen).on('exit', onExit)
    })
  }
}
