import { hash } from 'node:crypto'
import { measure } from '../../common/text/characters.ts'
import { isPlain } from '../../common/text/plain.ts'
import { fold } from './fold.ts'

/** Shorter texts are repeated by honest people: "Thank you!", "Happy birthday!". */
const SHORTEST = 20

/** A hash of the folded text, by which the book finds repetitions; undefined for fewer than {@link SHORTEST} characters. */
export function printOf(message: string): string | undefined {
  if (message.length < SHORTEST) return undefined
  const folded = fold(message)
  const characters = isPlain(folded) ? folded.length : measure(folded).characters
  if (characters < SHORTEST) return undefined
  return hash('sha256', folded.replaceAll(' ', ''), 'base64url').slice(0, 22)
}
