import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Extent, Load, LoadResult } from './load.ts'

/** What the generator's process is asked to do. */
export type Job =
  | { readonly kind: 'closed loop'; readonly load: Load; readonly extent: Extent }
  | { readonly kind: 'steady rate'; readonly load: Load; readonly perSecond: number; readonly seconds: number }

/** What it answers. */
export type Report = { readonly result: LoadResult } | { readonly error: string }

/** Loads servers from a process of its own. Ended by `using`. */
export class LoadGenerator implements Disposable {
  readonly #child: ChildProcess
  readonly #signal: AbortSignal

  constructor(signal: AbortSignal) {
    this.#signal = signal
    this.#child = fork(new URL('generator-process.ts', import.meta.url), { signal, killSignal: 'SIGKILL' })
    this.#child.on('error', () => {})
  }

  /** Every connection asks again as soon as it is answered. Throws where anything but success comes. */
  saturate(load: Load, extent: Extent): Promise<LoadResult> {
    return this.#run({ kind: 'closed loop', load, extent })
  }

  /** Asks evenly, so many times a second, whether or not answers come. Throws where anything but success comes. */
  atRate(load: Load, perSecond: number, seconds: number): Promise<LoadResult> {
    return this.#run({ kind: 'steady rate', load, perSecond, seconds })
  }

  [Symbol.dispose](): void {
    if (this.#child.connected) this.#child.disconnect()
  }

  async #run(job: Job): Promise<LoadResult> {
    this.#signal.throwIfAborted()
    const answer = once(this.#child, 'message', { signal: this.#signal })
    this.#child.send(job)
    const [report] = (await answer) as [Report]
    if ('error' in report) throw new Error(report.error)
    return report.result
  }
}
