import type { Connections } from './connections.ts'
import type { MasterWatch } from './master-watch.ts'
import { parseReplication } from './replication.ts'

/** Keeps the writing and the watching connection on one master: after a failover, the one that connected first looks for it anew. */
export function keepOnOneMaster({ writer, master }: Pick<Connections, 'writer' | 'master'>, watch: MasterWatch): void {
  watch.on('history', () => {
    void isElsewhere().then((elsewhere) => {
      if (elsewhere) writer.disconnect(true)
    })
  })
  writer.on('ready', () => void compareOnceReady())

  async function compareOnceReady(): Promise<void> {
    await watch.ask()
    if (await isElsewhere()) master.disconnect(true)
    // The watch may have connected first, and then could not create a book or test writing.
    else await watch.tryWriting()
  }

  /** Nothing is known if a node does not answer: its connection ends then. */
  async function isElsewhere(): Promise<boolean> {
    if (writer.status !== 'ready') return false
    const info = await writer.info('replication').catch(() => undefined)
    if (info === undefined || watch.state === undefined) return false
    return parseReplication(info).historyId !== watch.state.replication.historyId
  }
}
