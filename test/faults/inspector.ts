import { once } from 'node:events'
import { expect } from 'vitest'
import { freePort } from '../support/free-port.ts'

/** A way into a process by its inspector (https://nodejs.org/api/cli.html#--inspecthostport), which no program has to provide for. */
export interface Inspector {
  /** To be given to the process. */
  readonly environment: Readonly<Record<string, string>>
  /** Resolves once the process has let go of all memory that nothing refers to. */
  collectGarbage(): Promise<void>
}

/** Chooses a port for it; the process need not run yet. */
export async function inspector(): Promise<Inspector> {
  const port = await freePort()
  const collectGarbage = async () => {
    const [target] = (await (
      await fetch(`http://127.0.0.1:${port}/json/list`, { headers: { connection: 'close' } })
    ).json()) as Target[]
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
    try {
      await once(socket, 'open')
      socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
      const [{ data }] = (await once(socket, 'message')) as [MessageEvent<string>]
      expect(JSON.parse(data)).toEqual({ id: 1, result: {} })
    } finally {
      socket.close()
    }
  }
  return { environment: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` }, collectGarbage }
}

interface Target {
  readonly webSocketDebuggerUrl: string
}
