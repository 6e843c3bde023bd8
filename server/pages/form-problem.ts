import type { FieldName } from '../common/entry-fields.ts'
import type { DraftProblem } from '../common/text/draft.ts'
import { FIELD_TEXTS } from '../languages/fields/catalogues.ts'
import type { PageContext } from './page-context.ts'

export type FormProblem =
  | DraftProblem
  | { readonly kind: 'too-large' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'not-utf8' }
  | { readonly kind: 'cross-site' }
  | { readonly kind: 'too-many-posts'; readonly retryAfterSeconds: number }
  | { readonly kind: 'book-limit'; readonly retryAfterSeconds: number }
  /** `opensAt` in ISO 8601 in UTC, if it is known. */
  | { readonly kind: 'closed'; readonly opensAt?: string }
  | { readonly kind: 'waiting-full' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-waiting' }
  | { readonly kind: 'by-another' }
  | { readonly kind: 'too-late' }
  | { readonly kind: 'replied' }
  /** Nothing was saved; try again. */
  | { readonly kind: 'not-written' }
  /** It may have been saved and may still appear. If it `isRepeatable`, sending it again unchanged adds no second entry. */
  | { readonly kind: 'maybe-written'; readonly isRepeatable: boolean }

/** The field above which a problem is shown, or the whole form. */
export type ProblemPlace = FieldName | 'form'

export function problemPlace(problem: FormProblem): ProblemPlace {
  if (problem.kind === 'entry-too-large') return 'message'
  return 'field' in problem ? problem.field : 'form'
}

/** What is shown above each field, and above the form. */
export function problemsByPlace(
  problems: readonly FormProblem[],
  context: PageContext,
): ReadonlyMap<ProblemPlace, string> {
  const texts = new Map<ProblemPlace, string>()
  for (const problem of problems) {
    const place = problemPlace(problem)
    const earlier = texts.get(place)
    const text = problemText(problem, context)
    texts.set(place, earlier === undefined ? text : `${earlier} ${text}`)
  }
  return texts
}

/** What is wrong and what to do about it, as plain text. */
export function problemText(problem: FormProblem, context: PageContext): string {
  const { formats, language } = context
  const { problems } = context.words
  switch (problem.kind) {
    case 'empty':
      return problems[`${problem.field}Empty`]
    case 'too-long':
      return tooLong(problem, context)
    case 'reserved':
      return problems.nameReserved
    case 'not-asked':
      return FIELD_TEXTS[language].problems.extraNotAsked
    case 'not-offered':
      return FIELD_TEXTS[language].problems.signatureNotOffered
    case 'not-a-drawing':
      return FIELD_TEXTS[language].problems.signatureUnreadable
    case 'too-many-marks':
      return problems.tooManyMarks(formats.number(problem.limit))
    case 'character-too-long':
      return problems.characterTooLong(formats.number(problem.limit))
    case 'entry-too-large':
      return problems.entryTooLarge(
        formats.number(Math.ceil(problem.size / 1024)),
        formats.number(problem.limit / 1024),
      )
    case 'not-utf8':
      return problems.notUtf8
    case 'too-large':
      return problems.tooLarge
    case 'malformed':
      return problems.malformed
    case 'cross-site':
      return problems.crossSite
    case 'too-many-posts':
      return problems.tooManyPosts(formats.duration(problem.retryAfterSeconds))
    case 'book-limit':
      return problems.bookLimit(formats.duration(problem.retryAfterSeconds))
    case 'closed':
      return problem.opensAt === undefined ? problems.closed : problems.closedUntil(formats.time(problem.opensAt))
    case 'waiting-full':
      return problems.waitingFull
    case 'gone':
      return problems.gone
    case 'not-waiting':
      return problems.notWaiting
    case 'by-another':
      return problems.byAnother
    case 'too-late':
      return problems.tooLate
    case 'replied':
      return problems.replied
    case 'not-written':
      return problems.notWritten
    case 'maybe-written':
      return problem.isRepeatable ? problems.maybeWritten : problems.maybeWrittenLook
  }
}

function tooLong(problem: Extract<FormProblem, { kind: 'too-long' }>, context: PageContext): string {
  const { words, formats, language } = context
  const texts = { ...words.problems, ...FIELD_TEXTS[language].problems }
  const limit = formats.number(problem.limit)
  if (problem.field === 'signature') return texts.signatureTooLarge(limit)
  return problem.length === undefined
    ? texts[`${problem.field}FarTooLong`](limit)
    : texts[`${problem.field}TooLong`](formats.number(problem.length), limit)
}
