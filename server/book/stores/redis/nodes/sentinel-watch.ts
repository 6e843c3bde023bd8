import { Redis } from 'ioredis'
import type { NamedAddress } from '../../../../configuration/redis-location.ts'

const ASK_INTERVAL_MS = 500

const RETRY_PAUSE_MS = 1000

const PATIENCE_MS = 1000

interface SentinelWatchOptions {
  readonly changed: () => void
  readonly end: AbortSignal
}

interface Place {
  readonly host: string
  readonly port: number
}

/** One sentinel's answer. The epoch counts failovers. */
export interface Answer extends Place {
  readonly epoch: number
}

/** Asks all sentinels for the master. The one that knows the latest failover is right; ioredis believes the first that answers. */
export class SentinelWatch {
  readonly #masterName: string
  readonly #sentinels: readonly Redis[]
  readonly #changed: () => void
  #named: Answer | undefined
  readonly #former = new Set<string>()
  #asking: Promise<void> | undefined

  constructor(address: NamedAddress, { changed, end }: SentinelWatchOptions) {
    this.#masterName = address.sentinels.masterName
    this.#changed = changed
    this.#sentinels = address.sentinels.sentinels.map((place) => connect(place, address))
    const timer = setInterval(() => {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined
      })
    }, ASK_INTERVAL_MS).unref()
    end.addEventListener('abort', () => {
      clearInterval(timer)
      for (const sentinel of this.#sentinels) sentinel.disconnect()
    })
  }

  /** Returns the current master if a sentinel names a former one, else undefined. */
  correct(named: string): Place | undefined {
    return this.#former.has(named) ? this.#named : undefined
  }

  async #ask(): Promise<void> {
    const ready = this.#sentinels.filter(({ status }) => status === 'ready')
    const answers = await Promise.all(ready.map((sentinel) => askOne(sentinel, this.#masterName)))
    const known = answers.filter((answer) => answer !== undefined)
    const named = latestOf(known, { before: this.#named, isComplete: known.length === this.#sentinels.length })
    if (named === undefined) return
    const before = this.#named
    this.#named = named
    if (before === undefined || nameOf(before) === nameOf(named)) return
    this.#former.add(nameOf(before))
    this.#former.delete(nameOf(named))
    this.#changed()
  }
}

/** The rule without I/O. An earlier epoch than before counts only if all sentinels answer: then they were set up anew. */
export function latestOf(
  answers: readonly Answer[],
  { before, isComplete }: { before: Answer | undefined; isComplete: boolean },
): Answer | undefined {
  const latest = answers.reduce<Answer | undefined>(
    (best, answer) => (best === undefined || answer.epoch > best.epoch ? answer : best),
    undefined,
  )
  const isOutdated = latest !== undefined && before !== undefined && latest.epoch < before.epoch
  return isOutdated && !isComplete ? undefined : latest
}

function nameOf({ host, port }: Place): string {
  return `${host}:${port}`
}

function connect(place: Place, { sentinels: { username, password }, tls }: NamedAddress): Redis {
  const sentinel = new Redis({
    ...place,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: { ...tls } } : {}),
    protocol: 2,
    disableClientInfo: true,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    retryStrategy: () => RETRY_PAUSE_MS,
  })
  // The connections to the nodes report what is wrong with the sentinels.
  return sentinel.on('error', () => {})
}

/** Resolves to undefined if the sentinel does not answer or does not know the master. */
async function askOne(sentinel: Redis, masterName: string): Promise<Answer | undefined> {
  try {
    const [address, master] = await Promise.all([
      // Unlike SENTINEL MASTER, it names a new master as soon as that is promoted.
      sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', masterName),
      sentinel.call('SENTINEL', 'MASTER', masterName),
    ])
    const [host, port] = address as [string, string]
    const fields = master as string[]
    return { host, port: Number(port), epoch: Number(fields[fields.indexOf('config-epoch') + 1]) }
  } catch {
    return undefined
  }
}
