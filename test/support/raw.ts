import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/**
 * Sends bytes to a port of this machine, one per character, keeps the connection open, and resolves to all that comes back until
 * the server ends it.
 */
export async function send(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const answer = text(socket).catch(() => '')
  socket.write(bytes, 'latin1')
  return answer
}
