import { describe, expect, test } from 'vitest'
import { atLeast, atMost, type Finding, isMet, valueAtMost } from '../../bench/findings.ts'
import { tableOfCosts, tableOfFindings, toMarkdown, toText } from '../../bench/report/table.ts'

const reading: Finding = {
  measure: 'GET /',
  ours: { value: 34_567.8, unit: 'requests/s' },
  reference: { name: 'bare', quantity: { value: 38_000, unit: 'requests/s' } },
  ratio: 0.909,
  goal: atLeast(0.9),
  cost: { ours: { server: 28.31, p50: 1.234, p99: 4 }, reference: { server: 25, p50: 1.1, p99: 3 } },
}

describe('a goal', () => {
  test.each([
    ['a ratio that is high enough', 0.9, 5, atLeast(0.9), true],
    ['a ratio that is too low', 0.899, 5, atLeast(0.9), false],
    ['a ratio that is low enough', 1.2, 5, atMost(1.2), true],
    ['a ratio that is too high', 1.21, 5, atMost(1.2), false],
    ['a value that is small enough', 9, 300, valueAtMost(300), true],
    ['a value that is too large', 0.1, 301, valueAtMost(300), false],
    ['a ratio that is unknown', undefined, 5, atMost(1.2), false],
    ['a value that is unknown', 1, Number.NaN, valueAtMost(300), false],
    ['no goal', 1, 5, undefined, undefined],
  ])('%s', (_, ratio, value, goal, expected) => {
    expect(isMet({ measure: 'any', ours: { value, unit: 'ms' }, ratio, goal })).toBe(expected)
  })
})

test('a finding is a row: both sides, the ratio, the goal and what came of it', () => {
  expect(tableOfFindings([reading]).rows).toEqual([
    ['GET /', '34,568 requests/s', 'bare', '38,000 requests/s', '0.91', '≥ 0.9', 'met'],
  ])
})

test('a bound on the value itself has its unit', () => {
  const start: Finding = { measure: 'start', ours: { value: 312.4, unit: 'ms' }, goal: valueAtMost(300) }
  expect(tableOfFindings([start]).rows).toEqual([['start', '312 ms', '', '', '', '≤ 300 ms', 'missed']])
})

test('costs are shown for those findings that have them, and left empty where they were not counted', () => {
  const { rows } = tableOfCosts([{ ...reading, cost: undefined }, reading])
  expect(rows).toEqual([['GET /', '28.3 / 25', '', '1.23 / 1.1', '4 / 3']])
})

test('the cost of a server that is not ours to look into is unknown', () => {
  const cost = { ours: { server: 28, p50: 1, p99: 4 }, reference: { p50: 2, p99: 3 } }
  expect(tableOfCosts([{ ...reading, cost }]).rows).toEqual([['GET /', '28 / –', '', '1 / 2', '4 / 3']])
})

test('a table is aligned for the terminal and escaped for Markdown', () => {
  const table = { head: ['a', 'long'], rows: [['one|two', '3']] }
  expect(toText(table)).toBe('a        long\n-------  ----\none|two  3')
  expect(toMarkdown(table)).toBe('| a | long |\n|---|---|\n| one\\|two | 3 |')
})
