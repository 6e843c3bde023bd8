import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The file to which each fault adds its row. */
    faultsFile: string
  }
}

/** What came of one kind of fault. */
export interface FaultRow {
  readonly fault: string
  /** How many times it was made, or how many requests were made under it. */
  readonly count: number
  /** Entries that were acknowledged and are gone. Like the two that follow: absent where nobody looked. */
  readonly lost?: number
  /** Entries that are there more often than once. */
  readonly duplicated?: number
  /** Answers that were not what they had to be. */
  readonly misread?: number
  /** Longest time without service, in milliseconds, and which service; absent where there was none by design. */
  readonly outage?: { readonly milliseconds: number; readonly of: string }
  readonly note?: string
}

/** Adds a row to a file that several processes write: one line each. */
export function addRow(file: string, row: FaultRow): void {
  appendFileSync(file, `${JSON.stringify(row)}\n`)
}

/** Vitest's global set-up: prints, once all tests have ended, the table of all faults that were tried. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-faults-'))
  const file = join(folder, 'rows')
  project.provide('faultsFile', file)
  return () => {
    if (existsSync(file)) console.log(`\n${formatTable(readRows(file))}\n`)
    rmSync(folder, { recursive: true })
  }
}

/** The rows as text in columns, under a heading. */
function formatTable(rows: readonly FaultRow[]): string {
  const lines = [
    ['fault', 'count', 'lost', 'duplicated', 'misread', 'longest outage', ''],
    ...rows.map(({ fault, count, lost, duplicated, misread, outage, note }) => [
      fault,
      String(count),
      ...[lost, duplicated, misread].map((found) => String(found ?? '–')),
      outage ? `${Math.round(outage.milliseconds)} ms (${outage.of})` : '–',
      note ?? '',
    ]),
  ]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function readRows(file: string): FaultRow[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as FaultRow).sort((one, other) => one.fault.localeCompare(other.fault))
}
