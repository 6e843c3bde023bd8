import { CharacterCount } from './character-count.ts'
import { DraftStore } from './draft-store.ts'
import { Signing, type SigningParts } from './signing.ts'

/** Starts what a visitor needs to write. */
export function startWriting(parts: Omit<SigningParts, 'drafts'>): void {
  const { form, status, words } = parts
  new Signing({ ...parts, drafts: new DraftStore() }).start()
  new CharacterCount(form, status, words).start()
}
