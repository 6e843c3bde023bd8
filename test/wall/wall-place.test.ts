import { describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { nextTurn, readPlace, type WallPlace, withoutNew } from '../../server/wall/wall-place.ts'
import { entry } from '../support/entry.ts'

/** Newest first. */
const bookOf = (...numbers: number[]): Entry[] =>
  numbers.toSorted((a, b) => b - a).map((number) => entry({ id: `${number}-0`, message: `entry ${number}` }))

/** What a wall without a script shows, one load after the other, of the book as `book` says at each. */
function shown(books: readonly (readonly Entry[])[], place: WallPlace = {}): string[] {
  return books.map((book) => {
    const turn = nextTurn(book, place)
    place = turn?.next ?? {}
    return turn?.text ?? 'nothing'
  })
}

describe('a wall without a script', () => {
  test('goes from the newest entry to the oldest, and begins again', () => {
    const book = bookOf(1, 2, 3)
    expect(shown([book, book, book, book])).toEqual(['entry 3', 'entry 2', 'entry 1', 'entry 3'])
  })

  test('shows new entries first, the oldest of them first, and goes on where it was', () => {
    const [before, after] = [bookOf(1, 2, 3), bookOf(1, 2, 3, 4, 5)]
    expect(shown([before, after, after, after, after, after])).toEqual([
      'entry 3',
      'entry 4',
      'entry 5',
      'entry 2',
      'entry 1',
      'entry 5',
    ])
  })

  test('goes on after an entry that is gone, and in a book that was emptied', () => {
    expect(shown([bookOf(1, 2, 3), bookOf(1, 2), bookOf(1), [], bookOf(7)])).toEqual([
      'entry 3',
      'entry 2',
      'entry 1',
      'nothing',
      'entry 7',
    ])
  })

  test('shows a long entry part by part', () => {
    const long = entry({ id: '2-0', message: `${'Here is a sentence. '.repeat(40)}The end.` })
    const book = [long, ...bookOf(1)]
    const texts = shown([book, book, book, book])
    expect(texts.slice(0, 3).join(' ')).toBe(long.message)
    expect(texts[3]).toBe('entry 1')
  })

  test.each([
    { after: 'x', newest: '1', show: '-', part: '-1' },
    { after: ['1-0'], newest: {}, part: '1e9' },
    { part: '999' },
  ])('ignores a place that makes no sense: %j', (query) => {
    expect(readPlace(query)).toEqual({})
  })

  test('a part that is not there any more is the last one', () => {
    const book = bookOf(1)
    expect(nextTurn(book, readPlace({ show: '1-0', part: '99' }))?.text).toBe('entry 1')
  })
})

describe('a new entry waits', () => {
  const now = Date.parse('2026-11-26T20:00:00Z')
  const at = (seconds: number) => new Date(now - seconds * 1000).toISOString()

  test.each<[what: string, fields: Partial<Entry>, delay: number, isShown: boolean]>([
    ['for the delay', { createdAt: at(9) }, 10, false],
    ['and no longer', { createdAt: at(10) }, 10, true],
    ['unless there is none', { createdAt: at(0) }, 0, true],
    ['not if it waited for the owner', { id: `${now - 1000}-0`, createdAt: at(60) }, 10, true],
    ['again if its author changed it', { id: `${now - 1000}-0`, createdAt: at(60), edited: true }, 10, false],
  ])('%s', (_what, fields, delay, isShown) => {
    expect(withoutNew([{ ...entry(), ...fields }], delay, now)).toHaveLength(isShown ? 1 : 0)
  })
})
