import { createHistogram } from 'node:perf_hooks'
import type { Load, LoadResult } from './load.ts'

/** Counts the answers to a load. Latency is recorded in microseconds, because most answers take a millisecond or two. */
export class Outcomes {
  readonly #load: Load
  readonly #microseconds = createHistogram()
  readonly #failures = new Map<string, number>()
  readonly #started = performance.now()
  #last = this.#started
  #bytes = 0

  constructor(load: Load) {
    this.#load = load
  }

  /** Counts an answer; `bytes` includes its headers. 304 is a success, because it is only sent on request. */
  answered(status: number, milliseconds: number, bytes: number): void {
    const isSuccess =
      (status >= 200 && status < 300) ||
      status === 304 ||
      (this.#load.takesRedirects && (status === 302 || status === 303))
    if (!isSuccess) this.failed(String(status))
    this.#last = performance.now()
    this.#bytes += bytes
    this.#microseconds.record(Math.max(1, Math.round(milliseconds * 1000)))
  }

  failed(what: string): void {
    this.#failures.set(what, (this.#failures.get(what) ?? 0) + 1)
  }

  /** @throws Error unless every answer was a success: the speed of error answers means nothing */
  result(): LoadResult {
    const { url, requests } = this.#load
    const asked = `${url} to answer ${[...new Set(requests.map(({ method, path }) => `${method} ${path}`))].slice(0, 3).join(', ')}`
    const failures = [...this.#failures].map(([what, count]) => `${what} (${count} times)`)
    if (failures.length > 0) throw new Error(`expected ${asked} with success only, got ${failures.join(', ')}`)
    const { count } = this.#microseconds
    if (count === 0) throw new Error(`expected ${asked}, got no answer`)
    const percentile = (share: number) => this.#microseconds.percentile(share) / 1000
    return {
      answers: count,
      perSecond: (count * 1000) / (this.#last - this.#started),
      bytesEach: this.#bytes / count,
      latency: { p50: percentile(50), p99: percentile(99), p999: percentile(99.9) },
    }
  }
}
