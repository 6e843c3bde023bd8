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
  const tooMany = isOwnFault(problem) ? limits.countFailure(addressOf(request)) : undefined
  return tooMany ? describeError(tooMany) : problem
}

/** What another site or a proxy made of a post is not its visitor's fault, and a post refused as one too many is counted already. */
function isOwnFault({ statusCode }: HttpProblem): boolean {
  return statusCode < 500 && ![403, 421, 429].includes(statusCode)
}

/** Where a request came from; empty where its connection was reset: that has no address any more. */
export function addressOf({ ip }: { readonly ip?: string }): string {
  return ip ?? ''
}
