import { hash } from 'node:crypto'
import { isSettingName, SETTING_NAMES, type SettingName, type SettingValues } from './fields.ts'

/** Hashes of the fields' values when the page was made. */
export type SeenValues = ReadonlyMap<SettingName, string>

export function hashOf(value: string): string {
  return hash('sha256', value, 'base64url').slice(0, 12)
}

/** For a hidden field of the form. */
export function formatSeen(values: SettingValues): string {
  return SETTING_NAMES.map((name) => `${name}:${hashOf(values[name])}`).join(' ')
}

/** Leaves out unknown fields. */
export function parseSeen(text: string): SeenValues {
  const pairs = text.split(' ').map((part) => part.split(':'))
  return new Map(pairs.flatMap(([name = '', hash = '']) => (isSettingName(name) ? [[name, hash]] : [])))
}
