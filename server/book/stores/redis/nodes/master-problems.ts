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

/** Reports each reason once why a reachable master cannot be used. Connection errors are logged elsewhere. */
export class MasterProblems {
  readonly #options: MasterProblemsOptions
  /** The last reason that was only logged. */
  #reason: string | undefined

  constructor(options: MasterProblemsOptions) {
    this.#options = options
  }

  report(error: unknown): void {
    const { problems, address, log } = this.#options
    if (isRefusal(error) || error instanceof Unusable) {
      problems.report('master', [explainRefusal(error.message, address)], 'the Redis master cannot be used')
      this.#reason = undefined
      return
    }
    const reason = error instanceof Error ? error.message : String(error)
    if (reason !== this.#reason && !(error instanceof NotWritten))
      log.warn({ reason }, 'the Redis master cannot be used')
    this.#reason = reason
  }

  solved(): void {
    this.#reason = undefined
    this.forget()
  }

  forget(): void {
    this.#options.problems.report('master', [])
  }
}
