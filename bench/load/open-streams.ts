import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { awaitedLater } from '../../test/support/awaited-later.ts'

/** What the thread opens. */
export interface StreamsOf {
  readonly url: string
  readonly path: string
  readonly count: number
}

/**
 * Opens event streams in a thread that does nothing else, so that nothing delays it. Closed by `await using`.
 * @throws Error if a stream is refused
 */
export async function openStreams(streams: StreamsOf, signal: AbortSignal) {
  const worker = new Worker(new URL('streams.ts', import.meta.url), { workerData: streams })
  const failed = awaitedLater(once(worker, 'error', { signal }).then(([error]) => Promise.reject(error)))
  const next = () => Promise.race([failed, once(worker, 'message', { signal }).then(([message]) => message)])
  await next()
  return {
    /**
     * Resolves when all streams are watched for a text. Then `seen` resolves to the time when the last stream had it, by
     * process.hrtime.bigint, which is the same in all threads.
     */
    async watch(text: string): Promise<{ readonly seen: Promise<bigint> }> {
      worker.postMessage(text)
      await next()
      return { seen: awaitedLater(next()) }
    },
    /** Rejects if a stream ends. */
    failed,
    async [Symbol.asyncDispose](): Promise<void> {
      await worker.terminate()
    },
  }
}
