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

/** Ratios of this checkout to another: the median of the passes, with the lowest and highest in parentheses. */
export function changeRow({ measure, server, ratios }: Change): TableRow {
  const range = (values: readonly number[]) => {
    if (values.some(Number.isNaN)) return ''
    const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((one) =>
      one.toFixed(2),
    )
    return values.length > 1 ? `${middle} (${least}–${most})` : `${middle}`
  }
  return {
    'this / other': measure,
    'CPU ms for 1,000, server': number(server),
    'CPU, server': range(ratios.server),
    'CPU, Redis': range(ratios.redis),
    'requests/s': range(ratios.perSecond),
  }
}

export function toMarkdown(rows: readonly TableRow[]): string {
  const [first] = rows
  if (!first) return ''
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const columns = Object.keys(first)
  return [line(columns), `|${'---|'.repeat(columns.length)}`, ...rows.map((row) => line(Object.values(row)))].join('\n')
}

export function printTable(rows: readonly TableRow[]): void {
  if (rows.length === 0) return
  console.table(
    Object.fromEntries(
      rows.map((row) => {
        const [[, name], ...cells] = Object.entries(row) as [[string, string], ...[string, string][]]
        return [name, Object.fromEntries(cells)]
      }),
    ),
  )
}

function quantity(value: number, unit: string): string {
  return Number.isNaN(value) ? 'unknown' : `${number(value)} ${unit}`
}

/** Three significant digits. */
function number(value: number): string {
  return value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
}
