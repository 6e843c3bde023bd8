import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Tasks } from './tasks.ts'

/** A thread that only sends load, so that nothing else delays it. Ended by `await using`. */
export class LoadThread implements AsyncDisposable {
  readonly #worker = new Worker(new URL('tasks.ts', import.meta.url))
  readonly #signal: AbortSignal

  /** When `signal` aborts, the current task rejects with its reason. */
  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** One at a time. */
  async run<Name extends keyof Tasks>(
    name: Name,
    ...args: Parameters<Tasks[Name]>
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> {
    this.#signal.throwIfAborted()
    const answer = once(this.#worker, 'message', { signal: this.#signal })
    this.#worker.postMessage({ name, args })
    const [{ error, result }] = await answer
    if (error) throw error
    return result
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }
}
