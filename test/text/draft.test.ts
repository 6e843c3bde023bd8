import { describe, expect, test } from 'vitest'
import {
  CODE_POINT_LIMIT,
  checkDraft,
  type DraftInput,
  type DraftProblem,
  MESSAGE_LIMIT,
  NAME_LIMIT,
} from '../../server/text/draft.ts'

const family = '👨‍👩‍👧‍👦'

describe('a draft that may become an entry', () => {
  test.each<[string, DraftInput, string, string]>([
    ['as it is', { name: 'Ada', message: 'Hello' }, 'Ada', 'Hello'],
    ['without a name', { message: 'Hello' }, '', 'Hello'],
    ['under a name that shows nothing', { name: ' \u200b\u3164', message: 'Hello' }, '', 'Hello'],
    ['normalised', { name: ' Ada\nL. ', message: '\r\ne\u0301\r\nb\u202e \r\n' }, 'Ada L.', 'é\nb'],
    ['at both limits', { name: 'n'.repeat(50), message: 'm'.repeat(1000) }, 'n'.repeat(50), 'm'.repeat(1000)],
    ['of families', { name: family.repeat(50), message: family.repeat(1000) }, family.repeat(50), family.repeat(1000)],
    [
      'within the limits once it is trimmed',
      { name: `${' '.repeat(60)}n`, message: `m${'\n'.repeat(2000)}` },
      'n',
      'm',
    ],
    ['one letter with 9,999 marks', { message: `x${'\u0323'.repeat(9999)}` }, '', `x${'\u0323'.repeat(9999)}`],
    [
      'within the limit of code points once it is composed',
      { message: `e${'\u0301\u0323'.repeat(5000)}` },
      '',
      `\u1eb9${'\u0323'.repeat(4999)}${'\u0301'.repeat(5000)}`,
    ],
  ])('%s', (_, input, name, message) => {
    expect(checkDraft(input)).toEqual({ ok: true, draft: { name, message } })
  })
})

describe('what is wrong with a draft', () => {
  test.each<[string, DraftInput, DraftProblem[]]>([
    ['an empty message', { message: '' }, [{ kind: 'message-empty' }]],
    ['a message of white space', { message: ' \r\n\t\u3000' }, [{ kind: 'message-empty' }]],
    ['a zero-width space alone', { message: '\u200b' }, [{ kind: 'message-empty' }]],
    ['Hangul fillers past the limit', { message: '\u3164'.repeat(1001) }, [{ kind: 'message-empty' }]],
    ['controls and overrides alone', { message: '\0\u202e' }, [{ kind: 'message-empty' }]],
    [
      'one character too many',
      { name: 'n'.repeat(51), message: 'm'.repeat(1001) },
      [
        { kind: 'name-too-long', length: 51, limit: NAME_LIMIT },
        { kind: 'message-too-long', length: 1001, limit: MESSAGE_LIMIT },
      ],
    ],
    [
      'one family too many',
      { message: family.repeat(1001) },
      [{ kind: 'message-too-long', length: 1001, limit: MESSAGE_LIMIT }],
    ],
    [
      'a message too long by far, which is that and nothing else',
      { message: '字'.repeat(40_000) },
      [{ kind: 'message-too-long', length: 40_000, limit: MESSAGE_LIMIT }],
    ],
    [
      'a letter under 20,000 marks',
      { name: `a${'\u0301'.repeat(20_000)}`, message: `a${'\u0301'.repeat(20_000)}` },
      [
        { kind: 'too-many-code-points', field: 'name', limit: CODE_POINT_LIMIT },
        { kind: 'too-many-code-points', field: 'message', limit: CODE_POINT_LIMIT },
      ],
    ],
    [
      'one code point too many',
      { message: `x${'\u0323'.repeat(10_000)}` },
      [{ kind: 'too-many-code-points', field: 'message', limit: CODE_POINT_LIMIT }],
    ],
    [
      'a good name over an empty message',
      { name: 'n'.repeat(51), message: '' },
      [{ kind: 'name-too-long', length: 51, limit: NAME_LIMIT }, { kind: 'message-empty' }],
    ],
  ])('%s', (_, input, problems) => {
    expect(checkDraft(input)).toEqual({ ok: false, problems })
  })
})
