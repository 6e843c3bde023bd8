import { expect, test } from 'vitest'
import { describeEntry, describeHeld } from '../../server/commands/entries/describe.ts'
import { entry, SIGNATURE } from '../support/entry.ts'

test('a list of entries says who answered the owner’s question, and who signed by hand', () => {
  const one = entry({ name: 'Ada', message: 'Hello', extra: 'Oslo', signature: SIGNATURE })
  expect(describeEntry(one)).toMatch(/ {2}Ada, Oslo, signed by hand\n {4}Hello$/)
  expect(describeHeld({ ...one, reasons: ['first'] })).toContain('  Ada, Oslo, signed by hand\n')
  expect(describeEntry(entry({ name: 'Ada', message: 'Hello' }))).toMatch(/ {2}Ada\n {4}Hello$/)
})
