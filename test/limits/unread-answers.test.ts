import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { LimitName } from '../../server/common/limit-reached.ts'
import { Refusals } from '../../server/http/refusals.ts'
import { UnreadAnswers } from '../../server/limits/unread-answers.ts'
import { logWithLines } from '../support/log-lines.ts'

const KB = 1024

class FakeSocket extends EventEmitter {
  destroyed = false
  writableLength = 0
  destroy() {
    this.destroyed = true
    this.emit('close')
  }
}

/** Answers that are sent, each on a connection of its own, where at most `limit` bytes may wait. */
function answers(limit = 100 * KB) {
  const refused: LimitName[] = []
  const unread = new UnreadAnswers(
    limit,
    new Refusals({ log: logWithLines().log, count: (name) => refused.push(name) }),
  )
  const send = (bytes: number, { isNext = true, waiting = 0, drained = 'close' as 'close' | 'drain' } = {}) => {
    const socket = Object.assign(new FakeSocket(), { writableLength: waiting })
    const response = Object.assign(new EventEmitter(), { socket: isNext ? socket : null })
    unread.add(response as unknown as ServerResponse, socket as unknown as Socket, bytes, drained)
    return { socket, response }
  }
  return { refused, unread, send }
}

test('an answer counts until it has been handed over, or its connection has ended', () => {
  const { unread, send } = answers()
  const [handedOver, cutOff, goesOn] = [send(20 * KB), send(30 * KB), send(40 * KB, { drained: 'drain' })]
  expect(unread.bytes).toBe(90 * KB)
  handedOver.response.emit('close')
  expect(unread.bytes).toBe(70 * KB)
  cutOff.socket.emit('close')
  expect(unread.bytes).toBe(40 * KB)
  goesOn.response.emit('drain')
  // Each is taken off once.
  for (const { socket, response } of [handedOver, cutOff, goesOn])
    for (const emitter of [socket, response]) emitter.emit('close')
  expect(unread.bytes).toBe(0)
})

test('a connection that is kept has no listener of an answer that was handed over', () => {
  const { send } = answers()
  const { socket, response } = send(20 * KB)
  response.emit('close')
  expect(socket.listenerCount('close')).toBe(0)
})

test('a small one counts where others wait before it', () => {
  const { unread, send } = answers()
  send(16 * KB - 1)
  expect(unread.bytes).toBe(0)
  send(1, { waiting: 1 })
  expect(unread.bytes).toBe(1)
  send(1, { isNext: false })
  expect(unread.bytes).toBe(2)
})

test('one byte too many cuts off those that have waited longest', () => {
  const { refused, unread, send } = answers()
  const [first, second, third] = [send(40 * KB), send(40 * KB), send(20 * KB)]
  expect(unread.bytes).toBe(100 * KB)
  expect(refused).toEqual([])
  send(40 * KB + 1, { waiting: 1 })
  expect([first, second, third].map(({ socket }) => socket.destroyed)).toEqual([true, true, false])
  expect(unread.bytes).toBe(60 * KB + 1)
  expect(refused).toEqual(['unread_answers', 'unread_answers'])
})
