import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import type { RedisNode } from './node.ts'

/** A command as a client sent it: its name in lower case, then its arguments. */
export type Command = readonly [name: string, ...args: string[]]

/**
 * What clients ask of a node while `work` runs, by the node's own word (MONITOR). What scripts do there is not among it: that
 * costs no round trip.
 */
export async function commandsDuring(node: RedisNode, work: () => Promise<unknown>): Promise<Command[]> {
  const monitor = await node.client().monitor()
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
