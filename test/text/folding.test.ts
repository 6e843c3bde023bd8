import { expect, test } from 'vitest'
import { mayBeFolded } from '../../server/common/text/folding.ts'
import { ONE_PAGE } from '../support/one-page.ts'

test.each(ONE_PAGE.map(([, message]) => message))('a message of the usual length fits on any screen: %s', (message) => {
  expect(mayBeFolded(message)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['15 lines', 'a\n'.repeat(14)],
  ['160 letters', 'a'.repeat(160)],
  ['15 emoji', '😀'.repeat(15)],
])('%s: fits on any screen', (_what, message) => {
  expect(mayBeFolded(message)).toBe(false)
})

test.each([
  ['25 lines', 'a\n'.repeat(24)],
  ['990 blank lines', `a${'\n'.repeat(990)}b`],
  ['200 letters', 'a'.repeat(200)],
  ['25 ligatures that are as wide as a line', '\ufdfd'.repeat(25)],
  ['25 cuneiform signs', '\u{1242b}'.repeat(25)],
  ['25 dashes of three em', '\u2e3b'.repeat(25)],
  ['a few long lines and a few short ones', `${'a'.repeat(80)}\n${'b\n'.repeat(14)}`],
])('%s: may take more lines than are shown', (_what, message) => {
  expect(mayBeFolded(message)).toBe(true)
})

test('as much as 24 of the narrowest lines hold is never folded; one letter more may be', () => {
  expect(mayBeFolded('x'.repeat(7 * 23))).toBe(false)
  expect(mayBeFolded('x'.repeat(7 * 23 + 1))).toBe(true)
})
