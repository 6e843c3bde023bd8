import { type Finding, isMet } from '../findings.ts'
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

/** One measure in all passes: medians, and the lowest and highest ratio in parentheses. */
export function changeRow(passes: readonly Finding[]): TableRow {
  const ratios = passes.map(({ ratio = Number.NaN }) => ratio)
  const middle = (values: readonly number[]) => quantity(median(values), passes[0]?.unit ?? '')
  const range = `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`
  return {
    measure: passes[0]?.measure ?? '',
    this: middle(passes.map(({ ours }) => ours)),
    other: middle(passes.map(({ reference }) => reference?.value ?? Number.NaN)),
    'this / other': `${median(ratios).toFixed(2)}${passes.length > 1 ? ` ${range}` : ''}`,
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
