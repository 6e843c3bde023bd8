import { fold } from './fold.ts'

/** True if a name reads like the owner's, also in look-alike letters ("Аnna" with a Cyrillic А). "Anna Schmidt" is not "Anna". */
export async function readsLikeOwner(name: string, ownerName: string): Promise<boolean> {
  if (fold(name) === '' || fold(ownerName) === '') return false
  // Large, and only needed if the owner has a name.
  const { default: unhomoglyph } = await import('unhomoglyph')
  const taken = likenesses(ownerName, unhomoglyph)
  return [...likenesses(name, unhomoglyph)].some((likeness) => taken.has(likeness))
}

/** How a name reads and how it looks. Looks differ by case: a small l is like a capital I, but "Lan" is not like "Ian". */
function likenesses(text: string, unhomoglyph: (text: string) => string): Set<string> {
  const name = text.normalize('NFKC')
  const latin = name.replace(/\P{ASCII}+/gu, unhomoglyph)
  const read = [name, latin].map((spelling) => lettersOf(fold(spelling)))
  const looks = [name, name.toUpperCase()].map((spelling) => `looks like ${lettersOf(unhomoglyph(spelling))}`)
  return new Set([...read, ...looks])
}

/** Without spaces and signs, unless the name consists of them. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '') || text
}
