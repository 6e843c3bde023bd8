import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { TLSSocket } from 'node:tls'

/** https://nodejs.org/api/diagnostics_channel.html#built-in-channels */
const CHANNEL = 'net.client.socket'

/**
 * Keeps a second error on a TLS connection from ending the process, until `end`. ioredis listens for the first one only, but after a failed
 * handshake the server's alert may follow. Connections that ioredis opens to sentinels are not accessible in another way.
 */
export function surviveLateTlsErrors(end: AbortSignal): void {
  subscribe(CHANNEL, listenForErrors)
  end.addEventListener('abort', () => unsubscribe(CHANNEL, listenForErrors), { once: true })
}

function listenForErrors(message: unknown): void {
  const { socket } = message as { socket: unknown }
  if (socket instanceof TLSSocket) socket.on('error', () => {})
}
