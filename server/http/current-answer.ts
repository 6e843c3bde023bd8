import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

interface InUse extends Socket {
  readonly _httpMessage?: ServerResponse | null
}

/** The answer that Node is sending or will send next on a connection, by Node's own record; undefined if it owes none. */
export function currentAnswer(socket: Socket): ServerResponse | undefined {
  return (socket as InUse)._httpMessage ?? undefined
}
