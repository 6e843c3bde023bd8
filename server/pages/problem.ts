import type { PageContext } from './page-context.ts'
import type { FormProblem } from './view.ts'

/** The field that a problem stands above; the form as a whole where it is about neither. */
export type ProblemPlace = 'message' | 'name' | 'form'

/** Where a problem is told. */
export function problemPlace(problem: FormProblem): ProblemPlace {
  switch (problem.kind) {
    case 'message-empty':
    case 'message-too-long':
      return 'message'
    case 'name-too-long':
      return 'name'
    case 'too-many-code-points':
      return problem.field
    default:
      return 'form'
  }
}

/** What is wrong and what to do about it, as plain text in the reader's language. */
export function problemText(problem: FormProblem, { words: { problems }, formats }: PageContext): string {
  switch (problem.kind) {
    case 'message-empty':
      return problems.messageEmpty
    case 'message-too-long':
      return problems.messageTooLong(formats.number(problem.length), formats.number(problem.limit))
    case 'name-too-long':
      return problems.nameTooLong(formats.number(problem.length), formats.number(problem.limit))
    case 'too-many-code-points':
      return problem.field === 'name' ? problems.nameTooComplex : problems.messageTooComplex
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
    case 'not-written':
      return problems.notWritten
    case 'maybe-written':
      return problem.isRepeatable ? problems.maybeWritten : problems.maybeWrittenLook
  }
}
