import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { TLSSocket } from 'node:tls'

/** https://nodejs.org/api/diagnostics_channel.html#built-in-channels */
const CHANNEL = 'net.client.socket'

/** Until `end`, survives a second TLS error, such as the server's alert after a failed handshake: ioredis hears the first only. */
export function surviveLateTlsErrors(end: AbortSignal): void {
  subscribe(CHANNEL, listenForErrors)
  end.addEventListener('abort', () => unsubscribe(CHANNEL, listenForErrors), { once: true })
}

function listenForErrors(message: unknown): void {
  const { socket } = message as { socket: unknown }
  if (socket instanceof TLSSocket) socket.on('error', () => {})
}
