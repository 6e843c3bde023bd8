import { inject } from 'vitest'
import { addRow, type FaultRow } from './table.ts'

/** Puts a row into the table that is printed when all tests have ended. */
export function report(row: FaultRow): void {
  addRow(inject('faultsFile'), row)
}
