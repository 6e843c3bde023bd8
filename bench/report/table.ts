import type { Change } from '../against.ts'
import { type Cost, type Finding, isMet } from '../findings.ts'
import { median } from '../statistics.ts'

export type TableRow = Readonly<Record<string, string>>

export function findingRow(finding: Finding): TableRow {
  const { measure, unit, ours, reference, ratio, goal } = finding
  const isEnough = isMet(finding)
  return {
    measure,
    ours: quantity(ours, unit),
    'compared with': reference?.name ?? '',
    theirs: reference ? quantity(reference.value, unit) : '',
    ratio: ratio === undefined || Number.isNaN(ratio) ? '' : ratio.toFixed(2),
    goal: goal ? `${goal.bound} ${goal.of === 'ratio' ? goal.value : quantity(goal.value, unit)}` : '',
    result: isEnough === undefined ? '' : isEnough ? 'met' : 'missed',
  }
}

/** The cost of a request on both sides; no row if it is unknown. */
export function costRows({ measure, cost }: Finding): TableRow[] {
  if (!cost) return []
  const pair = (key: keyof Cost) => {
    const [ours, theirs] = [cost.ours[key], cost.reference[key]]
    return Number.isNaN(ours) ? '' : `${number(ours)} / ${Number.isNaN(theirs) ? '–' : number(theirs)}`
  }
  return [
    {
      'ours / theirs': measure,
      'CPU ms for 1,000, server': pair('server'),
      'CPU ms for 1,000, Redis': pair('redis'),
      'p99, ms': pair('p99'),
    },
  ]
}

/** The passes of one row: the median of their ratios, with the lowest and highest in parentheses. */
export function changeRow(passes: readonly Change[]): TableRow {
  const values = (key: 'serverTime' | 'server' | 'redis' | 'perSecond') => passes.map((pass) => pass[key])
  const ratio = (key: 'server' | 'redis' | 'perSecond') => {
    const ratios = values(key)
    if (ratios.some(Number.isNaN)) return ''
    const range = `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`
    return `${median(ratios).toFixed(2)}${passes.length > 1 ? ` ${range}` : ''}`
  }
  return {
    'this / other': passes[0]?.measure ?? '',
    'CPU ms for 1,000, server': number(median(values('serverTime'))),
    'CPU, server': ratio('server'),
    'CPU, Redis': ratio('redis'),
    'requests/s': ratio('perSecond'),
  }
}

/** A Markdown table, with columns aligned so that it can be read in a terminal too; empty without rows. */
export function toTable(rows: readonly TableRow[]): string {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return ''
  const lines = [columns, columns.map(() => ''), ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
  const cells = lines.map((line) => line.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = columns.map((_, index) => Math.max(3, ...cells.map((line) => line[index]?.length ?? 0)))
  const padded = cells.map((line, at) =>
    line.map((cell, index) => cell.padEnd(widths[index] ?? 0, at === 1 ? '-' : ' ')),
  )
  return padded.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function quantity(value: number, unit: string): string {
  return Number.isNaN(value) ? 'unknown' : `${number(value)} ${unit}`
}

/** Three significant digits. */
function number(value: number): string {
  return value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
}
