import { describe, expect, test } from 'vitest'
import { checkReply, REPLY_LIMIT } from '../../server/common/text/reply.ts'

const family = '👨‍👩‍👧‍👦'

describe('a reply is stored', () => {
  test.each([
    ['as it is', 'Thank you!', 'Thank you!'],
    ['with its line breaks', 'Thank you,\r\nAda', 'Thank you,\nAda'],
    ['without direction overrides', 'a\u202eb', 'ab'],
    ['as empty if it shows nothing', ' \u200b\n', ''],
    ['with as many characters as may be', family.repeat(REPLY_LIMIT / 4), family.repeat(REPLY_LIMIT / 4)],
    ['with exactly 1,000', 'x'.repeat(REPLY_LIMIT), 'x'.repeat(REPLY_LIMIT)],
  ])('%s', (_, raw, text) => {
    expect(checkReply(raw)).toEqual({ ok: true, text })
  })
})

describe('a reply is refused with', () => {
  test.each([
    ['1,001 characters', 'x'.repeat(1001), { kind: 'too-long', length: 1001, limit: 1000 }],
    ['1,001 accented letters', 'é'.repeat(1001), { kind: 'too-long', length: 1001, limit: 1000 }],
    ['a megabyte', 'x'.repeat(1 << 20), { kind: 'too-long', length: 1 << 20, limit: 1000 }],
    ['towers of marks', `a${'\u0301'.repeat(50)}`, { kind: 'too-many-marks', limit: 8 }],
    ['a chain of emoji', `👩${'\u200d👩'.repeat(20)}`, { kind: 'character-too-long', limit: 16 }],
    ['more than 10 KB', family.repeat(500), { kind: 'too-large', size: 12_500, limit: 10_240 }],
  ])('%s', (_, raw, problem) => {
    expect(checkReply(raw)).toEqual({ ok: false, problem })
  })
})
