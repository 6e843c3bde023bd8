import { type Cost, type Finding, type Goal, isMet, type Quantity } from '../findings.ts'

/** A table as text: rows of cells of the same number. */
export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What was measured, what with, the ratio, and whether that is enough. */
export function tableOfFindings(findings: readonly Finding[]): Table {
  return {
    head: ['measure', 'ours', 'compared with', 'theirs', 'ratio', 'goal', 'result'],
    rows: findings.map((finding) => [
      finding.measure,
      describeQuantity(finding.ours),
      finding.reference?.name ?? '',
      finding.reference ? describeQuantity(finding.reference.quantity) : '',
      finding.ratio === undefined ? '' : finding.ratio.toFixed(2),
      finding.goal ? describeGoal(finding.goal, finding.ours) : '',
      describeResult(finding),
    ]),
  }
}

/** What a request cost on both sides, for those measures where that was counted. */
export function tableOfCosts(findings: readonly Finding[]): Table {
  const pair = (cost: { ours: Cost; reference: Cost }, key: keyof Cost) =>
    cost.ours[key] === undefined ? '' : `${number(cost.ours[key])} / ${optional(cost.reference[key])}`
  return {
    head: ['ours / theirs', 'CPU ms for 1,000, server', 'CPU ms for 1,000, Redis', 'p50, ms', 'p99, ms'],
    rows: findings.flatMap(({ measure, cost }) =>
      cost ? [[measure, pair(cost, 'server'), pair(cost, 'redis'), pair(cost, 'p50'), pair(cost, 'p99')]] : [],
    ),
  }
}

/** For a terminal. */
export function toText({ head, rows }: Table): string {
  const widths = head.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(({ length }) => length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** For a page of the repository. */
export function toMarkdown({ head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function describeQuantity({ value, unit }: Quantity): string {
  return Number.isNaN(value) ? 'unknown' : `${number(value)} ${unit}`
}

function describeGoal({ of, bound, value }: Goal, { unit }: Quantity): string {
  return `${bound === 'at least' ? '≥' : '≤'} ${of === 'ratio' ? value : describeQuantity({ value, unit })}`
}

function describeResult(finding: Finding): string {
  const met = isMet(finding)
  if (met === undefined) return ''
  return met ? 'met' : 'missed'
}

function optional(value: number | undefined): string {
  return value === undefined ? '–' : number(value)
}

/** Three digits that count. */
function number(value: number): string {
  return value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
}
