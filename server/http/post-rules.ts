import type { FastifyRequest } from 'fastify'
import type { PostLimits } from '../signing/post-limits.ts'
import { describeError } from './describe-error.ts'
import { HttpProblem } from './problem.ts'
import { mayChange } from './same-origin.ts'

/** What holds for every post, by the form and by the API. */
export interface PostRules {
  readonly limits: PostLimits
  readonly publicUrl: string | undefined
}

/**
 * To be called before a post's body is read. Throws where it comes from another site, or from whom there were too many already.
 * @param mayRepeat whether it may be an earlier post that is sent again
 */
export function admitPost(request: FastifyRequest, { limits, publicUrl }: PostRules, mayRepeat: boolean): void {
  if (!mayChange(request, publicUrl)) {
    throw new HttpProblem(403, 'the post comes from another site', { reasons: [{ kind: 'cross-site' }] })
  }
  limits.check(addressOf(request), mayRepeat)
}

/** Decides what a client is told about a post that failed, and counts it where that was the client's own fault. */
export function describeFailedPost(request: FastifyRequest, error: unknown, { limits }: PostRules): HttpProblem {
  const problem = describeError(error)
  // What another site made a browser send is not its visitor's fault, and what was refused as too much is counted already.
  const isOwnFault = problem.statusCode < 500 && problem.statusCode !== 403 && problem.statusCode !== 429
  const tooMany = isOwnFault ? limits.countFailure(addressOf(request)) : undefined
  return tooMany ? describeError(tooMany) : problem
}

/** Where a request came from; empty where its connection was reset: that has no address any more. */
export function addressOf({ ip }: { readonly ip?: string }): string {
  return ip ?? ''
}
