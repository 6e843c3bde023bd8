import { MaybeWritten, NotWritten, TooManyPosts } from '../book/book.ts'
import type { HttpProblem } from '../http/problem.ts'
import type { FormProblem } from '../pages/view.ts'

/** What the page says of an error that ended a post; undefined where that is nothing that the form could explain. */
export function formProblem(error: unknown, { statusCode }: HttpProblem): FormProblem | undefined {
  if (error instanceof TooManyPosts) return { kind: 'too-many-posts', retryAfterSeconds: error.retryAfterSeconds }
  if (error instanceof NotWritten) return { kind: 'not-written' }
  if (error instanceof MaybeWritten) return { kind: 'maybe-written' }
  if (statusCode === 413) return { kind: 'too-large' }
  return statusCode === 400 ? { kind: 'malformed' } : undefined
}
