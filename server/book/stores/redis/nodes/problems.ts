import type { Logger } from 'pino'

const REPEAT_AFTER_MS = 60_000

/** Collects current problems by source, as sentences. Each is logged once, even if several sources report it. */
export class Problems {
  readonly #log: Logger
  readonly #now: () => number
  readonly #found = new Map<string, readonly string[]>()
  readonly #logged = new Map<string, number>()

  /** @param now the time in milliseconds, from any beginning */
  constructor(log: Logger, now: () => number = () => performance.now()) {
    this.#log = log
    this.#now = now
  }

  get current(): string[] {
    return [...new Set([...this.#found.values()].flat())]
  }

  has(source: string): boolean {
    return (this.#found.get(source) ?? []).length > 0
  }

  /** Replaces the problems of `source`. `message` is the log message for new ones. */
  report(source: string, sentences: readonly string[], message = 'a problem with Redis'): void {
    const known = this.#found.get(source) ?? []
    if (known.length === 0 && sentences.length === 0) return
    const before = this.current
    this.#found.set(source, sentences)
    for (const sentence of sentences) if (!before.includes(sentence)) this.#tell(sentence, message)
  }

  #tell(reason: string, message: string): void {
    const now = this.#now()
    for (const [text, at] of this.#logged) if (now - at > REPEAT_AFTER_MS) this.#logged.delete(text)
    if (this.#logged.has(reason)) return
    this.#logged.set(reason, now)
    this.#log.warn({ reason }, message)
  }
}
