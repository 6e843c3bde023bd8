import { expect, test } from 'vitest'
import { summaryOf } from '../run/results.ts'

test('a complete run ends with one line', () => {
  expect(summaryOf({ passed: 123, failed: 0, skipped: 0, leftOut: [] }, [])).toBe('123 passed, 0 failed')
})

test('skipped tests are listed, with the reason, before the counts', () => {
  const counts = { passed: 100, failed: 1, skipped: 22, leftOut: ['Compose (needs docker)'] }
  expect(summaryOf(counts, [{ need: 'docker', reason: 'Docker does not answer' }])).toBe(
    [
      'This machine lacks something that tests need:',
      '- docker: Docker does not answer',
      'Skipped:',
      '- Compose (needs docker)',
      '100 passed, 1 failed, 22 skipped',
    ].join('\n'),
  )
})
