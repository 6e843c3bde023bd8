import type { Reason, Screening } from '../../book/screening.ts'
import type { Draft } from '../../common/entry.ts'
import { TEXT_FIELDS } from '../../common/entry-fields.ts'
import type { StoredSettings } from '../../settings/stored-settings.ts'
import { countLinks } from './links.ts'
import { printOf } from './print.ts'
import { isTooFast } from './too-fast.ts'
import { holdsWord } from './words.ts'

export interface PostFacts extends Pick<Screening, 'author' | 'via'> {
  readonly isTrapped?: boolean | undefined
  /** When this browser added its first entry, in milliseconds since 1970; undefined if unknown. */
  readonly firstSeen?: number | undefined
  /** The entry that it replaces, if it is known. */
  readonly replaced?: Draft | undefined
}

interface ScreeningRules {
  readonly settings: StoredSettings
  /** Posts a minute by all clients above which entries wait; 0: any number. */
  readonly holdAbove: number
}

/** As many links as this are spam, from known authors too. */
const SPAM_LINKS = 3

/** Finds reasons to hold a post or take it for spam; the book decides. `draft` is normalised, `now` in milliseconds since 1970. */
export function screen(
  draft: Draft,
  { author, via, isTrapped = false, firstSeen, replaced }: PostFacts,
  { settings, holdAbove }: ScreeningRules,
  now: number,
): Screening {
  if (via === 'owner') return { author, via }
  const texts = TEXT_FIELDS.map((field) => draft[field] ?? '')
  // At a tablet everybody stands in the room, and a class may write what the teacher says.
  const print = via === 'kiosk' ? undefined : printOf(draft.message)
  const links = texts.reduce((count, text) => count + countLinks(text), 0)
  return {
    author,
    via,
    spam: reasons(isTrapped && 'honeypot', links >= SPAM_LINKS && 'links'),
    hold: reasons(isTooFast(firstSeen, now) && 'too-fast', holdsWord(texts, settings.words ?? '') && 'words'),
    holdUntrusted: reasons(links > 0 && 'link'),
    // A corrected accent is no repetition.
    print: replaced !== undefined && printOf(replaced.message) === print ? undefined : print,
    holdAbove,
  }
}

function reasons(...candidates: readonly (Reason | false)[]): readonly Reason[] {
  return candidates.filter((candidate) => candidate !== false)
}
