import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { LimitName } from '../../server/common/limit-reached.ts'
import { Refusals } from '../../server/http/refusals.ts'
import type { RequestLog } from '../../server/http/request-log.ts'
import { Connections } from '../../server/limits/connections.ts'
import { logWithLines } from '../support/log-lines.ts'

/** A connection, and what was done to it. */
class FakeSocket extends EventEmitter {
  destroyed = false
  said = ''
  destroy() {
    this.destroyed = true
    this.emit('close')
    return this
  }
  write(text: string) {
    this.said += text
    return true
  }
}

function connectionsWithClock(limit: number) {
  const clock = { now: 100_000 }
  const lasting = new Set<unknown>()
  const refused: LimitName[] = []
  const connections = new Connections({
    limit,
    isLasting: (response) => lasting.has(response),
    refusals: new Refusals({ log: logWithLines().log, count: (name) => refused.push(name) }),
    requestLog: { malformed() {} } as unknown as RequestLog,
    createRequestId: () => 'an id',
    now: () => clock.now,
  })
  const admit = () => {
    const socket = new FakeSocket()
    connections.admit(socket as unknown as Socket)
    return socket
  }
  /** Has a connection ask for something whose answer does not end. */
  const ask = (socket: FakeSocket) => {
    const response = { writableFinished: false, destroyed: false, socket, req: { complete: true } }
    // As Node does.
    Object.assign(socket, { _httpMessage: response })
    const request = { socket } as unknown as IncomingMessage
    expect(connections.mayBegin(request, response as unknown as ServerResponse)).toBe(true)
    return response
  }
  return { clock, lasting, refused, connections, admit, ask }
}

test('a request that is under way makes room after five seconds, not before; a live stream never does', () => {
  const { clock, lasting, refused, connections, admit, ask } = connectionsWithClock(2)
  const [streaming, working] = [admit(), admit()]
  ask(working)
  lasting.add(ask(streaming))
  clock.now += 5000
  expect(admit().said).toMatch(/^HTTP\/1\.1 503 /)
  expect([working.destroyed, streaming.destroyed]).toEqual([false, false])
  clock.now += 1
  expect(admit().said).toBe('')
  expect([working.destroyed, streaming.destroyed]).toEqual([true, false])
  expect(connections.count).toBe(2)
  expect(refused).toEqual(['connections', 'connections'])
})

test('a connection that is idle makes room before a request that has been under way for longer', () => {
  const { clock, admit, ask } = connectionsWithClock(2)
  const working = admit()
  ask(working)
  clock.now += 60_000
  const idle = admit()
  ask(idle).writableFinished = true
  admit()
  expect([working.destroyed, idle.destroyed]).toEqual([false, true])
})

test('half a request makes room at once, after what is idle and before what is being answered', () => {
  const { admit, ask } = connectionsWithClock(2)
  const [answered, half] = [admit(), admit()]
  ask(answered)
  ask(half).req.complete = false
  admit()
  expect([answered.destroyed, half.destroyed]).toEqual([false, true])
})

test('every thirty-second connection makes room at once, those that have been idle longest first', () => {
  const { clock, connections, admit } = connectionsWithClock(64)
  const idle = Array.from({ length: 64 }, () => {
    clock.now += 1
    return admit()
  })
  admit()
  expect(idle.map(({ destroyed }) => destroyed)).toEqual(idle.map((_, index) => index < 2))
  expect(connections.count).toBe(63)
})

test.each([
  ['in the middle of an answer, of which the reason would be taken for a part', { headersSent: true }, ''],
  ['before any answer, with the reason', { headersSent: false }, 'HTTP/1.1 429 '],
  ['after the last byte of one, with the reason', { headersSent: true, writableEnded: true }, 'HTTP/1.1 429 '],
])('who asks for too much ahead is cut off %s', (_what, state, said) => {
  const { refused, connections, admit, ask } = connectionsWithClock(2)
  const socket = admit()
  Object.assign(ask(socket), state)
  // Those that are answered after it have no socket yet.
  const askAhead = () => {
    const response = { writableFinished: false, destroyed: false, socket: null }
    return connections.mayBegin({ socket } as unknown as IncomingMessage, response as unknown as ServerResponse)
  }
  expect([askAhead(), askAhead(), askAhead()]).toEqual([true, true, false])
  expect(socket.said.slice(0, 13)).toBe(said)
  expect(socket.destroyed).toBe(true)
  expect(refused).toEqual(['pipelined_requests'])
})
