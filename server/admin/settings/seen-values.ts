import { hash } from 'node:crypto'
import { FIELDS, type FieldName, type FieldValues } from './fields.ts'

/** What the fields of a form were when its page was made, each as a hash. */
export type SeenValues = ReadonlyMap<FieldName, string>

export function printOf(value: string): string {
  return hash('sha256', value, 'base64url').slice(0, 12)
}

/** Goes into the form as a hidden field. */
export function formatSeen(values: FieldValues): string {
  return FIELDS.map((name) => `${name}:${printOf(values[name])}`).join(' ')
}

/** Fields that it does not name are left out, as are unknown ones. */
export function parseSeen(text: string): SeenValues {
  const pairs = text.split(' ').map((part) => part.split(':'))
  const known: readonly string[] = FIELDS
  return new Map(pairs.flatMap(([name = '', print = '']) => (known.includes(name) ? [[name as FieldName, print]] : [])))
}
