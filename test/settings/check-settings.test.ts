import { describe, expect, test } from 'vitest'
import {
  type CheckedSetting,
  checkAccent,
  checkChangeWindow,
  checkFont,
  checkIntro,
  checkOwnerName,
  checkTimeZone,
  checkTitle,
  checkWallDelay,
  checkWallSeconds,
  checkWords,
} from '../../server/settings/check-settings.ts'

const family = '👨‍👩‍👧‍👦'

describe.each<
  [name: string, check: (raw: string) => CheckedSetting, good: [string, string][], bad: [string, string][]]
>([
  [
    'a title',
    checkTitle,
    [
      ['  Mira\n&  Tom ', 'Mira & Tom'],
      [family.repeat(100), family.repeat(100)],
      ['\u200b', ''],
      ['a\u202eb', 'ab'],
    ],
    [
      ['x'.repeat(101), 'too-long'],
      ['x'.repeat(100_000), 'too-long'],
      [`a${'\u0301'.repeat(9)}`, 'unusable'],
    ],
  ],
  [
    'an introduction',
    checkIntro,
    [
      ['one\r\ntwo\n\n\n\n\nthree', 'one\ntwo\n\n\nthree'],
      ['語'.repeat(1000), '語'.repeat(1000)],
    ],
    [['x'.repeat(1001), 'too-long']],
  ],
  ['an owner’s name', checkOwnerName, [['Anna', 'Anna']], [['x'.repeat(51), 'too-long']]],
  [
    'words',
    checkWords,
    [
      ['casino\r\n =bet \r\n=\r\n\r\ncasino', 'casino\n=bet'],
      ['x'.repeat(10_000), 'x'.repeat(10_000)],
    ],
    [
      ['x'.repeat(10_001), 'too-long'],
      ['👩'.repeat(5001), 'too-long'],
    ],
  ],
  ['a time zone', checkTimeZone, [[' Europe/Berlin ', 'Europe/Berlin']], [['Berlin', 'unknown-zone']]],
  [
    'the time for changes',
    checkChangeWindow,
    [
      ['0', '0'],
      [' 015 ', '15'],
      ['1440', '1440'],
      ['', ''],
    ],
    [
      ['1441', 'not-a-number'],
      ['-1', 'not-a-number'],
      ['1.5', 'not-a-number'],
      ['1e3', 'not-a-number'],
      ['٣', 'not-a-number'],
    ],
  ],
  [
    'the delay of the wall',
    checkWallDelay,
    [
      ['0', '0'],
      ['600', '600'],
    ],
    [['601', 'not-a-number']],
  ],
  [
    'the time of an entry on the wall',
    checkWallSeconds,
    [
      ['3', '3'],
      ['300', '300'],
    ],
    [
      ['2', 'not-a-number'],
      ['301', 'not-a-number'],
    ],
  ],
  ['a colour', checkAccent, [['sea', 'sea']], [['red', 'unknown-choice']]],
  ['a font', checkFont, [['sans', 'sans']], [['Comic Sans', 'unknown-choice']]],
])('%s', (_, check, good, bad) => {
  test.each(good)('%j becomes %j', (raw, value) => expect(check(raw)).toEqual({ ok: true, value }))
  test.each(bad)('%j is refused: %s', (raw, kind) => expect(check(raw)).toMatchObject({ ok: false, problem: { kind } }))
})
