import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Tasks } from './tasks.ts'

/** A thread that loads servers, so that nothing else waits in its event loop. Ended by `await using`. */
export class LoadThread implements AsyncDisposable {
  readonly #worker = new Worker(new URL('tasks.ts', import.meta.url))
  readonly #signal: AbortSignal

  /** When `signal` aborts, the task that is under way rejects with its reason. */
  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** Runs a task in the thread and returns its result. One at a time. */
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
