import { HttpProblem } from '../http/problem.ts'
import type { AdminProblemKind } from '../languages/admin/catalogue.ts'

type RefusalKind = Exclude<AdminProblemKind, 'unreachable' | 'not-written' | 'uncertain'>

/** For programs. People get a page in their language. */
const DETAILS: Readonly<Record<RefusalKind, readonly [status: number, detail: string]>> = {
  'signed-out': [401, 'This is for the people who keep the book. Sign in with a link from one of them.'],
  'owners-only': [403, 'Only owners may do that; this session is a moderator’s.'],
  'cross-site': [403, 'The post does not come from a page of this guestbook: Origin or Sec-Fetch-Site must say so.'],
  stale: [403, 'The field "token" must hold the token of this session’s forms.'],
}

export class AdminProblem extends HttpProblem {
  readonly reason: RefusalKind
  constructor(reason: RefusalKind) {
    const [status, detail] = DETAILS[reason]
    // RFC 9110, section 15.5.2 demands a challenge. No browser knows this one, so none asks for a password.
    const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Link realm="owners"' } : {}
    super(status, detail, { kind: reason, headers })
    this.reason = reason
  }
}
