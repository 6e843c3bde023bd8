import { hash } from 'node:crypto'
import { measure } from '../../common/text/characters.ts'
import { isPlain } from '../../common/text/plain.ts'
import { fold } from './fold.ts'

/** Honest people repeat shorter texts: "Thank you!", "Happy birthday!". */
const LEAST_CHARACTERS = 20

/** A hash of the folded text, by which the book finds repetitions; undefined for fewer than {@link LEAST_CHARACTERS} characters. */
export function printOf(message: string): string | undefined {
  if (message.length < LEAST_CHARACTERS) return undefined
  const folded = fold(message)
  const characters = isPlain(folded) ? folded.length : measure(folded).characters
  if (characters < LEAST_CHARACTERS) return undefined
  return hash('sha256', folded.replaceAll(' ', ''), 'base64url').slice(0, 22)
}
