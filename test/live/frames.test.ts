import { expect, test } from 'vitest'
import { changeFrames, HEARTBEAT, openingFrame, RELOAD } from '../../server/live/frames.ts'
import * as support from '../support/entry.ts'

const start = { generation: 'g', entries: '5-0', removed: '2-0' }
const entry = (id: string, message: string) => support.entry({ id, message })

test('an opening frame has the reader resume from where it begins', () => {
  expect(openingFrame(start)).toMatch(/^retry: \d+\nid: 5-0\.2-0\.g\n\n$/)
})

test('every change is one event, and the position moves on with each', () => {
  const frames = changeFrames(start, {
    added: [entry('6-0', 'one'), entry('7-0', 'two')],
    changed: [{ id: '3-0', op: 'remove', entry: '6-0' }],
  })
  expect(frames.split('\n\n')).toEqual([
    `id: 6-0.2-0.g\nevent: entry\ndata: ${JSON.stringify(entry('6-0', 'one'))}`,
    `id: 7-0.2-0.g\nevent: entry\ndata: ${JSON.stringify(entry('7-0', 'two'))}`,
    'id: 7-0.3-0.g\nevent: removed\ndata: {"id":"6-0"}',
    '',
  ])
})

test('no change is no event', () => {
  expect(changeFrames(start, { added: [], changed: [] })).toBe('')
})

test.each(['a\nb', 'a\r\nb', 'a\rb', '\n\nevent: reload\ndata: {}\n\n', '\u2028\u2029\u0085\u0000'])(
  'a message stays within its line of data: %j',
  (message) => {
    const lines = changeFrames(start, { added: [entry('6-0', message)], changed: [] }).split(/\r\n|\r|\n/)
    expect(lines.map((line) => line.split(': ')[0])).toEqual(['id', 'event', 'data', '', ''])
  },
)

test('a heartbeat and reload are events with data, or browsers would not tell the page of them', () => {
  expect(HEARTBEAT).toBe('event: beat\ndata:\n\n')
  expect(RELOAD).toBe('event: reload\ndata: {}\n\n')
})
