import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Feed, Missed } from '../../server/book/feed/feed.ts'
import type { Entry } from '../../server/common/entry.ts'
import { LimitReached } from '../../server/common/limit-reached.ts'
import type { Position } from '../../server/common/position.ts'
import { changeFrames, openingFrame } from '../../server/live/frames.ts'
import { LiveStreams } from '../../server/live/live-streams.ts'

const RESUME_LIMIT = 100_000

const at = (entries: number): Position => ({ generation: 'g', entries: `${entries}-0`, changes: '0-0' })
const entry = (message: string): Entry => ({ id: '9-0', name: '', message, createdAt: '2026-01-01T00:00:00.000Z' })

const missing = (...added: Entry[]): Missed => ({ added, changed: [], total: 9 - added.length })

/** A feed that has what the test says, and counts how often it is asked what was missed. */
class ScriptedFeed extends EventEmitter {
  state = { version: 1, position: at(9), total: 9 }
  missed: Missed | undefined = missing(entry('missed'))
  readonly asked: Position[] = []
  since(position: Position) {
    this.asked.push(position)
    return this.missed
  }
}

let feed: ScriptedFeed
let streams: LiveStreams
beforeEach(() => {
  feed = new ScriptedFeed()
  streams = new LiveStreams(feed as unknown as Feed)
})
afterEach(() => streams.close())

/** What a reader who resumes at a position is sent at once. */
function opening(after: Position): string {
  const response = new PassThrough()
  streams.open(response as unknown as ServerResponse, '192.0.2.1', after)
  const sent = String(response.read() ?? '')
  response.destroy()
  return sent
}

test('many who resume at one position share what they are sent, until something has changed', () => {
  const first = opening(at(1))
  expect(first).toContain('"message":"missed"')
  for (let reader = 0; reader < 100; reader++) expect(opening(at(1))).toBe(first)
  expect(feed.asked).toEqual([at(1)])
  feed.state = { version: 2, position: at(10), total: 9 }
  feed.missed = missing(entry('missed'), entry('new'))
  expect(opening(at(1))).toContain('"message":"new"')
  expect(feed.asked).toHaveLength(2)
})

test('what is shared is kept for eight positions: whoever asks for all of them fills no memory', () => {
  for (let number = 1; number <= 9; number++) opening(at(number))
  expect(feed.asked).toHaveLength(9)
  for (let number = 2; number <= 9; number++) opening(at(number))
  expect(feed.asked).toHaveLength(9)
  opening(at(1))
  expect(feed.asked).toHaveLength(10)
})

test('a reader is sent as much as a page has, and asked to reload for one byte more', () => {
  const sizeOf = (message: string) =>
    Buffer.byteLength(
      openingFrame(at(1)) + changeFrames({ position: at(1), total: 8 }, missing(entry(message)), feed.state),
    )
  const longest = 'x'.repeat(RESUME_LIMIT - sizeOf(''))
  feed.missed = missing(entry(longest))
  expect(Buffer.byteLength(opening(at(1)))).toBe(RESUME_LIMIT)
  feed.missed = missing(entry(`${longest}x`))
  expect(opening(at(2))).toBe('event: reload\ndata: {}\n\n')
})

test('what was missed ends with the total, if readers would count it wrongly', () => {
  feed.missed = { added: [], changed: [{ id: '1-0', op: 'remove', entry: '3-0' }], total: 8 }
  feed.state = { version: 2, position: { ...at(9), changes: '1-0' }, total: 8 }
  expect(opening(at(9))).toMatch(
    /event: removed\ndata: {"id":"3-0"}\n\nid: 9-0\.1-0\.g\nevent: total\ndata: {"total":8}\n\n$/,
  )
})

test('long replies count as well: a reader who missed too many is asked to reload', () => {
  const reply = { text: 'x'.repeat(1000), at: '2026-01-01T00:00:00.000Z' }
  const changed = Array.from({ length: 100 }, (_, number) => {
    const now = { ...entry('answered'), id: `${number}-0`, reply }
    return { id: `${number + 1}-0`, op: 'reply' as const, entry: now.id, now }
  })
  feed.missed = { added: [], changed, total: 9 }
  expect(opening(at(9))).toBe('event: reload\ndata: {}\n\n')
})

test('who resumes where nobody knows what was missed is asked to reload', () => {
  feed.missed = undefined
  expect(opening(at(1))).toBe('event: reload\ndata: {}\n\n')
})

test('streams that have ended are counted no more, and give their places back', () => {
  const few = new LiveStreams(feed as unknown as Feed, { streams: 1, streamsOfNetwork: 1 })
  const response = new PassThrough()
  few.requirePlace('192.0.2.1')
  few.open(response as unknown as ServerResponse, '192.0.2.1')
  expect(few.count).toBe(1)
  expect(() => few.requirePlace('192.0.2.2')).toThrow(LimitReached)
  response.emit('close')
  expect(few.count).toBe(0)
  expect(() => few.requirePlace('192.0.2.1')).not.toThrow()
  few.close()
  expect(() => few.requirePlace('192.0.2.1')).toThrow(LimitReached)
  expect(feed.listenerCount('changes')).toBe(1)
})

test('every fifteen seconds a stream shows that it is alive, until the end', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const beating = new LiveStreams(feed as unknown as Feed)
    const response = new PassThrough()
    beating.open(response as unknown as ServerResponse, '192.0.2.1')
    response.read()
    vi.advanceTimersByTime(14_999)
    expect(response.read()).toBeNull()
    vi.advanceTimersByTime(1)
    expect(String(response.read())).toBe('event: beat\ndata:\n\n')
    beating.close()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
