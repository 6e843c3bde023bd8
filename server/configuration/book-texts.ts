import { seedDraft } from '../book/stores/seed.ts'
import { CHARACTER_LIMIT } from '../common/entry-fields.ts'
import { checkDraft } from '../common/text/draft.ts'
import { MARK_LIMIT } from '../common/text/marks.ts'
import { type CheckedSetting, checkIntro, checkTitle } from '../settings/check-settings.ts'
import type { EnvironmentReader, VariableName } from './variables.ts'

/** What the owner says on the page. It keeps to the limits of the owner's page. */
export function readTexts(environment: EnvironmentReader) {
  return {
    title: readSetting(environment, 'BOOK_TITLE', checkTitle),
    intro: readSetting(environment, 'BOOK_INTRO', checkIntro),
  }
}

/** The first entry of a new book, which keeps to the limits of every entry; empty for none. */
export function readSeedMessage(environment: EnvironmentReader): string {
  const value = environment.verbatim('SEED_MESSAGE') ?? 'Hello World!'
  const checked = checkDraft(seedDraft(value))
  if (checked.ok) return checked.draft.message
  const [problem] = checked.problems
  if (problem.kind !== 'empty') environment.refuse('SEED_MESSAGE', rulesFor(problem), value)
  return ''
}

function readSetting(
  environment: EnvironmentReader,
  name: VariableName,
  check: (raw: string) => CheckedSetting,
): string | undefined {
  const value = environment.text(name)
  if (value === undefined) return undefined
  const checked = check(value)
  if (checked.ok) return checked.value || undefined
  environment.refuse(name, rulesFor(checked.problem), value)
  return undefined
}

function rulesFor(problem: { readonly kind: string; readonly limit?: number }): string {
  if (problem.kind === 'too-long') return `a text of at most ${problem.limit} characters`
  if (problem.kind === 'entry-too-large') return `a text of at most ${problem.limit} bytes`
  return `a text with at most ${MARK_LIMIT} marks on a letter and ${CHARACTER_LIMIT} code points in a character`
}
