import { fold } from './fold.ts'

/**
 * True if a visitor's name reads like the owner's: in another case or width, with other marks or signs, or in letters of other scripts that
 * look the same ("Аnna" with a Cyrillic А). Another name that contains it is another person's: "Anna Schmidt" for "Anna".
 */
export async function readsLikeOwner(name: string, ownerName: string): Promise<boolean> {
  if (isEmpty(name) || isEmpty(ownerName)) return false
  // Large, and only needed where the owner has a name.
  const { default: unhomoglyph } = await import('unhomoglyph')
  // A text in capitals is compared as it looks ("lNGRID") and as it is read ("ingrid").
  const spellings = (text: string) =>
    [text, text.toUpperCase()].flatMap((spelling) => [spelling, unhomoglyph(spelling)]).map(lettersOf)
  const taken = new Set(spellings(ownerName.normalize('NFKC')))
  return spellings(name.normalize('NFKC')).some((spelling) => taken.has(spelling))
}

function isEmpty(text: string): boolean {
  return fold(text) === ''
}

/** Without spaces and signs, unless the name consists of them. */
function lettersOf(text: string): string {
  const folded = fold(text)
  return folded.replace(/[^\p{L}\p{N}]/gu, '') || folded
}
