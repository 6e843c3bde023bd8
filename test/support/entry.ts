import { type Draft, draftOf, type Entry, entryOf } from '../../server/common/entry.ts'

/** A signature as it is stored. */
export const SIGNATURE = 'M20 120l60-80 30 70 50-20M300 40l0 0'

/** A draft with these fields; the others are empty. */
export function draft(fields: Partial<Draft> = {}): Draft {
  return draftOf((field) => fields[field] ?? '')
}

/** An entry with these parts; its other fields are empty. */
export function entry({
  id = '1773068645000-0',
  createdAt = '2026-03-09T15:04:05.000Z',
  ...fields
}: Partial<Entry> = {}): Entry {
  return entryOf(id, draft(fields), createdAt)
}
