import type { Logger } from 'pino'
import { NotWritten } from '../../../errors.ts'
import { explainRefusal, isRefusal, type Refused } from './explain-refusal.ts'
import type { Problems } from './problems.ts'

interface MasterProblemsOptions {
  readonly address: Refused
  readonly problems: Problems
  readonly log: Logger
}

export class Unusable extends Error {
  override readonly name = 'Unusable'
}

/** Reports each reason once why a reachable master cannot be used, until it can. Connection errors are logged elsewhere. */
export class MasterProblems {
  readonly #options: MasterProblemsOptions
  /** Since the master was last usable. */
  readonly #onlyLogged = new Set<string>()

  constructor(options: MasterProblemsOptions) {
    this.#options = options
  }

  report(error: unknown): void {
    const { problems, address, log } = this.#options
    if (isRefusal(error) || error instanceof Unusable) {
      problems.report('master', [explainRefusal(error.message, address)], 'the Redis master cannot be used')
      return
    }
    if (error instanceof NotWritten) return
    const reason = describe(error)
    if (this.#onlyLogged.has(reason)) return
    this.#onlyLogged.add(reason)
    log.warn({ reason }, 'the Redis master cannot be used')
  }

  solved(): void {
    this.#onlyLogged.clear()
    this.forget()
  }

  forget(): void {
    this.#options.problems.report('master', [])
  }
}

/** Says what ioredis means: its messages are about its own options. */
function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/timed out/.test(text)) return 'it did not answer in time'
  if (/Reached the max retries|Connection is closed|Stream isn/.test(text))
    return 'the connection was lost before it answered'
  return text
}
