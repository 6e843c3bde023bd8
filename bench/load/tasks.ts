import { parentPort } from 'node:worker_threads'
import { saturate } from './saturate.ts'
import { awaitText, closeStreams, lastSeen, openStreams } from './streams.ts'

const tasks = { saturate, openStreams, awaitText, lastSeen, closeStreams }

export type Tasks = typeof tasks

parentPort?.on('message', async ({ name, args }: { name: keyof Tasks; args: unknown[] }) => {
  try {
    const task = tasks[name] as (...args: unknown[]) => unknown
    parentPort?.postMessage({ result: await task(...args) })
  } catch (error) {
    parentPort?.postMessage({ error })
  }
})
