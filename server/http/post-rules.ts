import type { FastifyRequest } from 'fastify'
import type { PostLimits } from '../signing/post-limits.ts'
import { describeError } from './describe-error.ts'
import { HttpProblem } from './problem.ts'
import { hasAllowedOrigin } from './same-origin.ts'

export interface PostRules {
  readonly limits: PostLimits
  readonly publicUrl: string | undefined
  /** Whose limit a post counts for: by default, the client's address. */
  readonly countedAs?: ((request: FastifyRequest) => string) | undefined
}

/** Call before reading the body. Throws if a post comes from another site or is one too many, unless it `mayRepeat` an earlier one. */
export function admitPost(request: FastifyRequest, rules: PostRules, mayRepeat: boolean): void {
  if (!hasAllowedOrigin(request, rules.publicUrl)) {
    throw new HttpProblem(403, 'the post comes from another site', { reasons: [{ kind: 'cross-site' }] })
  }
  const { limits, countedAs = clientAddress } = rules
  limits.check(countedAs(request), mayRepeat)
}

/** Says what to answer, and counts the post if it failed by the client's own fault. */
export function describeFailedPost(request: FastifyRequest, error: unknown, rules: PostRules): HttpProblem {
  const problem = describeError(error)
  const { limits, countedAs = clientAddress } = rules
  const tooMany = isOwnFault(problem) ? limits.countFailure(countedAs(request)) : undefined
  return tooMany ? describeError(tooMany) : problem
}

/** A cross-site or proxy fault is not the visitor's, and a 429 is already counted. */
function isOwnFault({ statusCode, kind }: HttpProblem): boolean {
  return statusCode < 500 && kind !== 'cross-site' && ![421, 429].includes(statusCode)
}

/** The client's address; empty if the connection was reset. */
export function clientAddress({ ip }: { readonly ip?: string }): string {
  return ip ?? ''
}
