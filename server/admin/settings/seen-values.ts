import { hash } from 'node:crypto'
import { FIELDS, type FieldName, type FieldValues } from './fields.ts'

/** Hashes of the fields' values when the page was made. */
export type SeenValues = ReadonlyMap<FieldName, string>

export function printOf(value: string): string {
  return hash('sha256', value, 'base64url').slice(0, 12)
}

/** For a hidden field of the form. */
export function formatSeen(values: FieldValues): string {
  return FIELDS.map((name) => `${name}:${printOf(values[name])}`).join(' ')
}

/** Leaves out unknown fields. */
export function parseSeen(text: string): SeenValues {
  const pairs = text.split(' ').map((part) => part.split(':'))
  const known: readonly string[] = FIELDS
  return new Map(pairs.flatMap(([name = '', print = '']) => (known.includes(name) ? [[name as FieldName, print]] : [])))
}
