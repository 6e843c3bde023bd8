import { HttpProblem } from '../http/problem.ts'

/** For programs; people get a page. */
const DETAILS = {
  'not-open': 'This tablet is not open: an owner makes a link that opens it, on the page /admin/kiosk.',
  'cross-site': 'The post does not come from a page of this guestbook: Origin or Sec-Fetch-Site must say so.',
} as const

export class KioskProblem extends HttpProblem {
  readonly reason: keyof typeof DETAILS
  constructor(reason: keyof typeof DETAILS) {
    super(403, DETAILS[reason], { kind: reason })
    this.reason = reason
  }
}
