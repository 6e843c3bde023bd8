import { CHARACTER_LIMIT, ENTRY_FIELDS, ENTRY_LIMIT } from '../common/entry-fields.ts'
import { isBlank } from '../common/text/blank.ts'
import { checkDraft } from '../common/text/draft.ts'
import { hasTooManyMarks, MARK_LIMIT } from '../common/text/marks.ts'
import { normalizeText } from '../common/text/normalize.ts'
import type { EnvironmentReader } from './variables.ts'

const SEED = 'Hello World!'

/** Cleaned as if an owner had typed it on the page; undefined if it is not set or shows nothing. */
export function readBookText(
  environment: EnvironmentReader,
  name: 'BOOK_TITLE' | 'BOOK_INTRO',
  options: { readonly lineBreaks: boolean },
): string | undefined {
  const raw = environment.text(name)
  if (raw === undefined) return undefined
  if (hasTooManyMarks(raw)) {
    environment.problems.push(`${name} must have at most ${MARK_LIMIT} combining marks on a letter, but has more`)
    return undefined
  }
  const text = normalizeText(raw, options)
  return isBlank(text) ? undefined : text
}

/** The first entry of a new book, held to the limits of every entry. Empty if there shall be none. */
export function readSeedMessage(environment: EnvironmentReader): string {
  const message = environment.verbatim('SEED_MESSAGE') ?? SEED
  if (isBlank(message)) return ''
  const checked = checkDraft({ message })
  if (checked.ok) return checked.draft.message
  environment.problems.push(
    `SEED_MESSAGE must fit into an entry: at most ${ENTRY_FIELDS.message.limit} characters and ${ENTRY_LIMIT / 1024} KB, with at most ${MARK_LIMIT} combining marks on a letter and ${CHARACTER_LIMIT} code points in a character`,
  )
  return ''
}
