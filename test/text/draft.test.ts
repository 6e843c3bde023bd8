import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DraftInput } from '../../server/common/entry.ts'
import { CHARACTER_LIMIT, ENTRY_FIELDS, ENTRY_LIMIT, rawLimit } from '../../server/common/entry-fields.ts'
import { checkDraft, type DraftProblem } from '../../server/common/text/draft.ts'
import { MARK_LIMIT } from '../../server/common/text/marks.ts'
import { draft } from '../support/entry.ts'
import { awkwardText } from './awkward-text.ts'

const family = '👨‍👩‍👧‍👦'
const kiss = '👩🏽‍❤️‍💋‍👨🏿'
const tall = `Z${'\u0334\u0321\u0310\u0306\u033e\u0301\u0327'.repeat(40)}algo`

describe('a draft that may become an entry', () => {
  test.each<[string, DraftInput, string, string]>([
    ['as it is', { name: 'Ada', message: 'Hello' }, 'Ada', 'Hello'],
    ['without a name', { message: 'Hello' }, '', 'Hello'],
    ['under a name that shows nothing', { name: ' \u200b\u3164', message: 'Hello' }, '', 'Hello'],
    ['normalised', { name: ' Ada\nL. ', message: '\r\ne\u0301\r\nb\u202e \r\n' }, 'Ada L.', 'é\nb'],
    ['at both limits', { name: 'n'.repeat(50), message: 'm'.repeat(1000) }, 'n'.repeat(50), 'm'.repeat(1000)],
    ['of families', { name: family.repeat(50), message: family.repeat(300) }, family.repeat(50), family.repeat(300)],
    ['of 50 kisses for a name', { name: kiss.repeat(50), message: 'm' }, kiss.repeat(50), 'm'],
    ['of 1000 ideographs', { message: '字'.repeat(1000) }, '', '字'.repeat(1000)],
    ['of 1000 emoji with skin tones', { message: '👍🏽'.repeat(1000) }, '', '👍🏽'.repeat(1000)],
    ['of 1000 syllables in parts', { message: '\u1112\u1161\u11ab'.repeat(1000) }, '', '\ud55c'.repeat(1000)],
    ['of flags', { message: '🇨🇭🏴󠁧󠁢󠁳󠁣󠁴󠁿🏳️‍🌈' }, '', '🇨🇭🏴󠁧󠁢󠁳󠁣󠁴󠁿🏳️‍🌈'],
    ['of exactly 10 KB', { name: 'n'.repeat(40), message: family.repeat(408) }, 'n'.repeat(40), family.repeat(408)],
    [
      'a letter and 9,999 variation selectors',
      { name: `n${'\ufe0f'.repeat(999)}`, message: `a${'\ufe0f'.repeat(9999)}` },
      'n',
      'a',
    ],
    ['one letter with eight marks', { message: `x${'\u0323'.repeat(8)}` }, '', `x${'\u0323'.repeat(8)}`],
    [
      'a character of 16 code points',
      { message: `👩${'\u200d👩'.repeat(7)}\u200d` },
      '',
      `👩${'\u200d👩'.repeat(7)}\u200d`,
    ],
    ['within the limits after trimming', { name: `${' '.repeat(60)}n`, message: `m${'\n'.repeat(2000)}` }, 'n', 'm'],
  ])('%s', (_, input, name, message) => {
    expect(checkDraft(input)).toEqual({ ok: true, draft: draft({ name, message }) })
  })
})

describe('what is wrong with a draft', () => {
  test.each<[string, DraftInput, DraftProblem[]]>([
    ['an empty message', { message: '' }, [{ kind: 'empty', field: 'message' }]],
    ['a message of white space', { message: ' \r\n\t\u3000' }, [{ kind: 'empty', field: 'message' }]],
    ['a zero-width space alone', { message: '\u200b' }, [{ kind: 'empty', field: 'message' }]],
    ['Hangul fillers past the limit', { message: '\u3164'.repeat(1001) }, [{ kind: 'empty', field: 'message' }]],
    ['controls and overrides alone', { message: '\0\u202e' }, [{ kind: 'empty', field: 'message' }]],
    [
      'one character too many',
      { name: 'n'.repeat(51), message: 'm'.repeat(1001) },
      [
        { kind: 'too-long', field: 'name', length: 51, limit: ENTRY_FIELDS.name.limit },
        { kind: 'too-long', field: 'message', length: 1001, limit: ENTRY_FIELDS.message.limit },
      ],
    ],
    [
      'one family too many, which is reported before the size',
      { message: family.repeat(1001) },
      [{ kind: 'too-long', field: 'message', length: 1001, limit: ENTRY_FIELDS.message.limit }],
    ],
    [
      'a message that is far too long',
      { message: '字'.repeat(40_000) },
      [{ kind: 'too-long', field: 'message', length: 40_000, limit: ENTRY_FIELDS.message.limit }],
    ],
    [
      'so much that nobody counts it',
      { name: '😀'.repeat(rawLimit('name')), message: '😀'.repeat(rawLimit('message')) },
      [
        { kind: 'too-long', field: 'name', limit: ENTRY_FIELDS.name.limit },
        { kind: 'too-long', field: 'message', limit: ENTRY_FIELDS.message.limit },
      ],
    ],
    [
      'a letter with too many marks',
      { name: tall, message: tall },
      [
        { kind: 'too-many-marks', field: 'name', limit: MARK_LIMIT },
        { kind: 'too-many-marks', field: 'message', limit: MARK_LIMIT },
      ],
    ],
    [
      'a letter with 60,000 marks',
      { message: `a${'\u0301'.repeat(60_000)}` },
      [{ kind: 'too-many-marks', field: 'message', limit: MARK_LIMIT }],
    ],
    ...[
      '👩\u200d'.repeat(200),
      'क्'.repeat(3000),
      '\u1100'.repeat(3000),
      '\u0600'.repeat(17),
      `a${'\u200d'.repeat(16)}`,
    ].map((message): [string, DraftInput, DraftProblem[]] => [
      `a character joined from too many parts: ${message.slice(0, 4)}`,
      { name: message.slice(0, 1000), message },
      [
        { kind: 'character-too-long', field: 'name', limit: CHARACTER_LIMIT },
        { kind: 'character-too-long', field: 'message', limit: CHARACTER_LIMIT },
      ],
    ]),
    [
      '1000 families, which take 25 KB',
      { name: 'Ada', message: family.repeat(1000) },
      [{ kind: 'entry-too-large', size: 25_003, limit: ENTRY_LIMIT }],
    ],
    [
      'a name with one byte too many',
      { name: 'n'.repeat(41), message: family.repeat(408) },
      [{ kind: 'entry-too-large', size: 10_241, limit: ENTRY_LIMIT }],
    ],
    [
      'far too long, with marks where nobody looks for them',
      { message: `${'x'.repeat(16_384)}${'\u0301'.repeat(31)}` },
      [{ kind: 'too-long', field: 'message', limit: ENTRY_FIELDS.message.limit }],
    ],
    [
      'a good name over an empty message',
      { name: 'n'.repeat(51), message: '' },
      [
        { kind: 'too-long', field: 'name', length: 51, limit: ENTRY_FIELDS.name.limit },
        { kind: 'empty', field: 'message' },
      ],
    ],
  ])('%s', (_, input, problems) => {
    expect(checkDraft(input)).toEqual({ ok: false, problems })
  })
})

test.each(['name', 'message'] as const)('a %s is read up to its raw limit, and not a unit beyond', (field) => {
  const input = (length: number) => ({ message: 'Hello', [field]: 'x'.padEnd(length) })
  expect(checkDraft(input(rawLimit(field)))).toMatchObject({ ok: true, draft: { [field]: 'x' } })
  expect(checkDraft(input(rawLimit(field) + 1))).toMatchObject({ problems: [{ kind: 'too-long', field }] })
})

test('whatever is taken fits, and is taken again as it is', () => {
  fc.assert(
    fc.property(awkwardText, awkwardText, (name, message) => {
      const checked = checkDraft({ name, message })
      if (!checked.ok) return
      expect(checkDraft(checked.draft)).toEqual(checked)
      const stored = checked.draft.name + checked.draft.message
      expect(stored).toBe(stored.toWellFormed())
      expect(checked.draft.message.normalize('NFC')).toBe(checked.draft.message)
      expect(checked.draft.message).not.toMatch(/\n{4}|\p{M}{9}|\p{Variation_Selector}{2}/u)
      expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(10_240)
    }),
    { numRuns: 2000 },
  )
})
