import { describe, expect, test } from 'vitest'
import { atLeast, atMost, type Finding, isMet, oursAtMost } from '../../bench/findings.ts'
import { describeMachine, renderResults } from '../../bench/report/results.ts'
import { changeRow, findingRow, toTable } from '../../bench/report/table.ts'

const reading: Finding = {
  measure: 'GET /',
  unit: 'requests/s',
  ours: 34_567.8,
  reference: { name: 'bare', value: 38_000 },
  ratio: 0.909,
  goal: atLeast(0.9),
}
const start: Finding = { measure: 'start', unit: 'ms', ours: 312.4, goal: oursAtMost(300) }

describe('a goal', () => {
  test.each([
    ['a ratio that is high enough', 0.9, 5, atLeast(0.9), true],
    ['a ratio that is too low', 0.899, 5, atLeast(0.9), false],
    ['a ratio that is low enough', 1.2, 5, atMost(1.2), true],
    ['a ratio that is too high', 1.21, 5, atMost(1.2), false],
    ['a value that is small enough', 9, 300, oursAtMost(300), true],
    ['a value that is too large', 0.1, 301, oursAtMost(300), false],
    ['a ratio that is unknown', Number.NaN, 5, atMost(1.2), false],
    ['a value that is unknown', 1, Number.NaN, oursAtMost(300), false],
    ['no goal', 1, 5, undefined, undefined],
  ])('%s', (_, ratio, ours, goal, expected) => {
    expect(isMet({ measure: 'any', unit: 'ms', ours, ratio, goal })).toBe(expected)
  })
})

test('a finding is a row: both sides, the ratio, the goal and whether it is met', () => {
  expect(Object.values(findingRow(reading))).toEqual([
    'GET /',
    '34,568 requests/s',
    'bare',
    '38,000 requests/s',
    '0.91',
    '≥ 0.9',
    'met',
  ])
  expect(Object.values(findingRow(start))).toEqual(['start', '312 ms', '', '', '', '≤ 300 ms', 'missed'])
})

test('a change is the medians of its passes and the range of their ratios', () => {
  const passes = [0.9, 1.2, 1].map((ratio, index) => ({ ...reading, ours: 10 + index, ratio }))
  expect(Object.values(changeRow(passes))).toEqual(['GET /', '11 requests/s', '38,000 requests/s', '1.00 (0.90–1.20)'])
  expect(Object.values(changeRow([reading]))).toEqual(['GET /', '34,568 requests/s', '38,000 requests/s', '0.91'])
})

test('a table is Markdown with aligned columns and escaped cells', () => {
  expect(
    toTable([
      { a: 'one|two', b: '3' },
      { a: '≤ 1', b: '' },
    ]),
  ).toBe(['| a        | b   |', '| -------- | --- |', '| one\\|two | 3   |', '| ≤ 1      |     |'].join('\n'))
  expect(toTable([])).toBe('')
})

test('the page of results says what was measured, where and of what, and how many goals are met', () => {
  const machine = ['Processor: Imaginary', 'Commit: abc1; 2026-05-04']
  const page = renderResults([start, reading], machine, false)
  for (const fact of ['- Processor: Imaginary\n- Commit: abc1; 2026-05-04\n', '1 of 2 goals are met'])
    expect(page).toContain(fact)
  expect(page).toMatch(/^\| start +\| 312 ms +\| +\| +\| +\| ≤ 300 ms +\| missed +\|$/m)
  expect(page).not.toContain('--quick')
  expect(renderResults([start], machine, true)).toContain('--quick')
})

test('this machine is described by its processor, Node and the commit', () => {
  expect(describeMachine().join('\n')).toMatch(
    /^Processor: .+\d+ GiB\nSystem: .+Node v\d.+Redis .+\nCommit: .+; \d{4}-\d\d-\d\d$/,
  )
})
