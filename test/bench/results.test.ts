import { expect, test } from 'vitest'
import { atLeast, type Finding, valueAtMost } from '../../bench/findings.ts'
import { renderResults } from '../../bench/report/results.ts'

const machine = {
  processor: 'Imaginary 9000',
  cores: 2,
  memory: '4 GiB',
  system: 'Linux 6.0, x64',
  node: 'v24.1.0',
  redis: '8.0.0',
  commit: 'abc1234',
}
const options = { machine, isQuick: false, date: new Date('2026-05-04T12:00:00Z'), plots: [] }
const slow: Finding = { measure: 'start', ours: { value: 400, unit: 'ms' }, goal: valueAtMost(300) }
const fast: Finding = {
  measure: 'GET /',
  ours: { value: 900, unit: 'requests/s' },
  ratio: 0.9,
  goal: atLeast(0.9),
  cost: { ours: { p50: 1, p99: 2 }, reference: { p50: 1, p99: 2 } },
}

test('the page of results says what was measured, where and of what, and how many goals are met', () => {
  const page = renderResults([slow, fast], { ...options, plots: [{ title: 'Size', path: '../docs/size.svg' }] })
  for (const fact of Object.values(machine)) expect(page).toContain(String(fact))
  expect(page).toContain('2026-05-04')
  expect(page).toContain('1 of 2 goals are met')
  expect(page).toContain('| start | 400 ms |  |  |  | ≤ 300 ms | missed |')
  expect(page).toContain('![Size](../docs/size.svg)')
  expect(page).toContain('## What a request cost')
})

test('a short run says that it was one, and what was not counted has no section', () => {
  const page = renderResults([slow], { ...options, isQuick: true })
  expect(page).toContain('--quick')
  expect(page).not.toContain('## What a request cost')
})
