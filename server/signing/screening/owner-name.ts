import { CATALOGUES } from '../../languages/catalogues.ts'
import { fold } from './fold.ts'
import { plainLetters } from './plain-letters.ts'

/**
 * True if a name reads like the owner's, also in look-alike letters ("Аnna" with a Cyrillic А), or beside what the page calls an owner.
 * "Anna Schmidt" is not "Anna".
 */
export async function readsLikeOwner(name: string, ownerName: string): Promise<boolean> {
  if (fold(name) === '' || fold(ownerName) === '') return false
  // Large, and only needed if the owner has a name.
  const { default: unhomoglyph } = await import('unhomoglyph')
  const taken = likenesses(ownerName, unhomoglyph)
  return [name, ...withoutRole(name)].some((claimed) =>
    [...likenesses(claimed, unhomoglyph)].some((likeness) => taken.has(likeness)),
  )
}

/** How a name reads and how it looks. Looks differ by case: a small l is like a capital I, but "Lan" is not like "Ian". */
function likenesses(text: string, unhomoglyph: (text: string) => string): Set<string> {
  const name = text.normalize('NFKC')
  const plain = plainLetters(text)
  // A flag beside a name is none of its letters.
  const spellings = [name, plain].flatMap((spelling) => [spelling, spelling.replace(/\P{ASCII}+/gu, unhomoglyph)])
  const read = spellings.map((spelling) => lettersOf(fold(spelling)))
  const looks = [name, plain]
    .flatMap((spelling) => [spelling, spelling.toUpperCase()])
    .map((spelling) => `looks like ${lettersOf(unhomoglyph(spelling))}`)
  return new Set([...read, ...looks])
}

/** "Anna" for "Anna (owner)", in each language. */
function withoutRole(name: string): readonly string[] {
  const folded = fold(name)
  return ROLES.filter((role) => folded.includes(role)).map((role) => folded.replace(role, ' '))
}

const ROLES: readonly string[] = [...new Set(Object.values(CATALOGUES).map(({ owner }) => fold(owner)))]

/** Without spaces, signs and stray marks, unless the name consists of them. */
function lettersOf(text: string): string {
  return text.replace(NO_LETTERS, '') || text
}

/** In Devanagari, Thai and the like, marks are vowels that make other names. After a letter of another script they are stray. */
const NO_LETTERS =
  /[^\p{L}\p{N}\p{M}]|\p{Script=Inherited}|(?<!\p{L}\p{M}*)\p{M}|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hangul}]\p{M}*)\p{M}/gu
