import type { FastifyRequest } from 'fastify'
import type { PostLimits } from '../signing/post-limits.ts'
import { describeError } from './describe-error.ts'
import { HttpProblem } from './problem.ts'
import { mayChange } from './same-origin.ts'

export interface PostRules {
  readonly limits: PostLimits
  readonly publicUrl: string | undefined
  /** For whom a post counts. By default the client's address. */
  readonly countedAs?: ((request: FastifyRequest) => string) | undefined
}

/** Throws if a post comes from another site or is one too many, unless it `mayRepeat` an earlier one. Call this before reading the body. */
export function admitPost(request: FastifyRequest, rules: PostRules, mayRepeat: boolean): void {
  if (!mayChange(request, rules.publicUrl)) {
    throw new HttpProblem(403, 'the post comes from another site', { reasons: [{ kind: 'cross-site' }] })
  }
  rules.limits.check(countedAs(request, rules), mayRepeat)
}

/** Decides what to answer, and counts the post if it failed by the client's own fault. */
export function describeFailedPost(request: FastifyRequest, error: unknown, rules: PostRules): HttpProblem {
  const problem = describeError(error)
  const tooMany = isOwnFault(problem) ? rules.limits.countFailure(countedAs(request, rules)) : undefined
  return tooMany ? describeError(tooMany) : problem
}

/** A cross-site or proxy fault is not the visitor's, and a 429 is already counted. */
function isOwnFault({ statusCode, kind }: HttpProblem): boolean {
  return statusCode < 500 && kind !== 'cross-site' && ![421, 429].includes(statusCode)
}

function countedAs(request: FastifyRequest, { countedAs = addressOf }: PostRules): string {
  return countedAs(request)
}

/** The client's address; empty if the connection was reset. */
export function addressOf({ ip }: { readonly ip?: string }): string {
  return ip ?? ''
}
