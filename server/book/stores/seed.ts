import { type Draft, toWellFormed } from '../../common/entry.ts'

/** Who signed the first entry of a new book. */
export const SEED_NAME = 'Guestbook'

export function seedDraft(message: string): Draft {
  return toWellFormed({ name: SEED_NAME, message })
}
