import { expect, test } from 'vitest'
import type { Change, Operation } from '../../server/book/changes.ts'
import type { Entry } from '../../server/common/entry.ts'
import { changeFrames, HEARTBEAT, openingFrame, RELOAD } from '../../server/live/frames.ts'
import * as support from '../support/entry.ts'

const start = { generation: 'g', entries: '5-0', changes: '2-0' }
const entry = (id: string, message: string) => support.entry({ id, message })

test('an opening frame has the reader resume from where it begins', () => {
  expect(openingFrame(start)).toMatch(/^retry: \d+\nid: 5-0\.2-0\.g\n\n$/)
})

const end = { ...start, entries: '9-0', changes: '9-0' }

/** The frames of what happened between `start`, with 40 entries, and `end`. */
const framesOf = (added: Entry[], changed: Change[] = [], total = 40) =>
  changeFrames({ position: start, total: 40 }, { added, changed }, { position: end, total })

/** A change of the entry 4-0. */
const change = (id: number, op: Operation, now?: Entry): Change => ({ id: `${id}-0`, op, entry: '4-0', now })
const answered: Entry = { ...entry('4-0', 'four'), reply: { text: 'Thank you', at: '2026-03-09T15:04:05.000Z' } }

/** The kinds of events, and how far the reader is afterwards. */
const kindsOf = (changed: Change[], total?: number) =>
  [...framesOf([], changed, total).matchAll(/^(?:event: (.*)|id: 9-0\.9-0\.g)$/gm)].map(([, kind = 'end']) => kind)

test('every change is one event, and the position moves on with each', () => {
  const frames = framesOf(
    [entry('6-0', 'one'), entry('7-0', 'two')],
    [{ id: '3-0', op: 'remove', entry: '6-0' }, change(4, 'reply', answered)],
    41,
  )
  expect(frames.split('\n\n')).toEqual([
    `id: 6-0.2-0.g\nevent: entry\ndata: ${JSON.stringify(entry('6-0', 'one'))}`,
    `id: 7-0.2-0.g\nevent: entry\ndata: ${JSON.stringify(entry('7-0', 'two'))}`,
    'id: 7-0.3-0.g\nevent: removed\ndata: {"id":"6-0"}',
    `id: 7-0.4-0.g\nevent: changed\ndata: ${JSON.stringify(answered)}`,
    'id: 9-0.9-0.g',
    '',
  ])
})

test('no change is no event', () => {
  expect(changeFrames({ position: end, total: 40 }, { added: [], changed: [] }, { position: end, total: 40 })).toBe('')
})

test.each<[op: Operation, now: Entry | undefined, kind: string | undefined]>([
  ['remove', undefined, 'removed'],
  ['hide', undefined, 'removed'],
  ['take-back', undefined, 'removed'],
  ['replace', undefined, 'removed'],
  ['replace-waits', undefined, 'removed'],
  ['show', entry('4-0', 'four'), 'entry'],
  ['reply', answered, 'changed'],
  ['pin', answered, 'changed'],
  ['unpin', answered, 'changed'],
  // A later change says what it is now, or readers do not see it any more.
  ['show', undefined, undefined],
  ['reply', undefined, undefined],
])('%s is told as one event', (op, now, kind) => {
  const total = { removed: 39, entry: 41, changed: 40, none: 40 }[kind ?? 'none']
  expect(kindsOf([change(3, op, now)], total)).toEqual(kind === undefined ? ['end'] : [kind, 'end'])
})

test('what concerns no entry tells the position only', () => {
  for (const op of ['gate', 'settings', 'publish', 'spam', 'refuse', 'withdraw'] as const)
    expect(framesOf([], [{ id: '3-0', op }])).toBe('id: 9-0.9-0.g\n\n')
})

test('an entry that was shown and answered while the reader was away comes back as an entry', () => {
  expect(kindsOf([change(3, 'hide'), change(4, 'show'), change(5, 'reply', answered)])).toEqual([
    'removed',
    'entry',
    'end',
  ])
})

test('what a reader would count wrongly ends with the total', () => {
  expect(framesOf([], [change(3, 'remove')], 40)).toContain('id: 9-0.9-0.g\nevent: total\ndata: {"total":40}\n\n')
  expect(kindsOf([change(3, 'show'), change(4, 'hide')])).toEqual(['removed', 'end', 'total'])
})

test('an edited entry is told as a change of the one it replaces, which is then removed', () => {
  const edited: Entry = { ...entry('8-0', 'better'), edited: true, replaces: '4-0' }
  expect(framesOf([edited], [change(3, 'replace')]).split('\n\n')).toEqual([
    `id: 8-0.2-0.g\nevent: changed\ndata: ${JSON.stringify(edited)}`,
    'id: 8-0.3-0.g\nevent: removed\ndata: {"id":"4-0"}',
    'id: 9-0.9-0.g',
    '',
  ])
})

test.each(['a\nb', 'a\r\nb', 'a\rb', '\n\nevent: reload\ndata: {}\n\n', '\u2028\u2029\u0085\u0000'])(
  'a message stays within its line of data: %j',
  (message) => {
    const point = { position: { ...start, entries: '6-0' }, total: 41 }
    const added = [entry('6-0', message)]
    const lines = changeFrames({ position: start, total: 40 }, { added, changed: [] }, point).split(/\r\n|\r|\n/)
    expect(lines.map((line) => line.split(': ')[0])).toEqual(['id', 'event', 'data', '', ''])
  },
)

test('a heartbeat and reload are events with data, or browsers would not tell the page of them', () => {
  expect(HEARTBEAT).toBe('event: beat\ndata:\n\n')
  expect(RELOAD).toBe('event: reload\ndata: {}\n\n')
})
