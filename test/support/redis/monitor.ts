import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { eventually } from '../eventually.ts'
import type { RedisNode } from './node.ts'

/** A command as a client sent it: its name in lower case, then its arguments. */
export type Command = readonly [name: string, ...args: string[]]

/**
 * What clients ask of a node while `work` runs, by the node's own word (MONITOR). What scripts do there is not among it: that
 * costs no round trip.
 */
export async function commandsDuring(node: RedisNode, work: () => Promise<unknown>): Promise<Command[]> {
  const monitor = await startMonitor(node)
  try {
    const commands: Command[] = []
    monitor.on('monitor', (_time: string, [name = '', ...args]: string[], source: string) => {
      if (source !== 'lua') commands.push([name.toLowerCase(), ...args])
    })
    await work()
    // The node reports commands in order: with this one, all earlier ones are here.
    const end = randomUUID()
    await node.client().echo(end)
    const index = await eventually(`${node.name} to tell of the last command`, async () => {
      const found = commands.findIndex(([, argument]) => argument === end)
      if (found < 0) throw new Error(`${commands.length} commands so far`)
      return found
    })
    return commands.slice(0, index)
  } finally {
    monitor.disconnect()
  }
}

/**
 * A connection that emits `monitor` for each command, from now on.
 * `client.monitor()` of ioredis would do, but it fails on a busy node: it takes a command that arrives together with the answer to MONITOR
 * for the answer to a question it never asked. Such a command came before `work`, so nothing is lost with it.
 */
async function startMonitor(node: RedisNode): Promise<Redis> {
  // What is asked while a connection is away would be missing, so it does not come back.
  const monitor = node.client().duplicate({ monitor: true, retryStrategy: () => null })
  let isStarted = false
  let problem = new Error('no answer yet')
  monitor.once('monitoring', () => {
    isStarted = true
  })
  monitor.on('error', (error: Error) => {
    problem = error
  })
  await eventually(`${node.name} to report commands`, async () => {
    if (!isStarted) throw problem
  })
  return monitor
}
