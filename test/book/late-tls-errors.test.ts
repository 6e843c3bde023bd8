import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { TLSSocket } from 'node:tls'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { openRedisBook } from '../../server/book/stores/redis/redis-book.ts'
import type { RedisAddress } from '../../server/configuration/redis-location.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'

test.each(['nodes', 'sentinels'])(
  'an alert of one of the %s after a failed handshake does not end the process',
  async (what) => {
    const place = { host: '127.0.0.1', port: await freePort() }
    const access = { database: 0, tls: {}, foundBy: 'the test' }
    const address: RedisAddress =
      what === 'nodes'
        ? { ...access, hosts: [place.host], port: place.port }
        : { ...access, sentinels: { masterName: 'guestbook', sentinels: [place] } }
    const failed = new Set<TLSSocket>()
    const watch = (message: unknown) => {
      const { socket } = message as { socket: unknown }
      if (socket instanceof TLSSocket) socket.once('error', () => failed.add(socket))
    }
    subscribe('net.client.socket', watch)
    const book = openRedisBook({
      keys: bookKeys('main'),
      location: { kind: 'redis', master: address, replica: address },
      writeReplicas: 0,
      writeTimeout: 1000,
      seedMessage: '',
      log: pino({ level: 'silent' }),
    })
    try {
      await eventually('connections to fail', async () => expect(failed.size).toBeGreaterThan(5))
      // Without a listener, the event throws.
      for (const socket of failed)
        expect(() => socket.emit('error', new Error('tlsv1 alert decode error'))).not.toThrow()
    } finally {
      unsubscribe('net.client.socket', watch)
      await book.close()
    }
  },
)
