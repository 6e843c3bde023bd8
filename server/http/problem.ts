import type { FormProblem } from '../pages/view.ts'
import { STATUS_CODES } from '../performance/node-http.ts'
import { PROBLEM_TYPE, type Problem, type ProblemError } from '../shared/problem.ts'
import { problemKind } from '../shared/text/draft.ts'

/** The problem document's schema. */
export const PROBLEM = {
  $id: 'Problem',
  title: 'Problem',
  description: 'What went wrong, as RFC 9457 has it.',
  type: 'object',
  required: ['kind', 'title', 'status', 'detail', 'requestId'],
  properties: {
    kind: {
      type: 'string',
      description: 'What went wrong, for programs, such as "message-empty" or "too-many-posts".',
    },
    title: { type: 'string', description: 'The status in words, in English.' },
    status: { type: 'integer' },
    detail: {
      type: 'string',
      description:
        'A sentence for people. Why an entry is refused is said in the language of Guestbook-Language or Accept-Language, or else in the book’s own.',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
} as const

/** What every route of the API may answer instead of what was asked for. */
export const PROBLEM_RESPONSES = { '4xx': problemResponse('Refused'), '5xx': problemResponse('Not possible just now') }

function problemResponse(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: { $ref: `${PROBLEM.$id}#` } } } }
}

/** An error that a client is to be told about: its status, what to tell, and headers to send with it. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly statusCode: number
  readonly kind: string
  /** Why a post was refused, where it can be said in the visitor's language; then the message is for the log alone. */
  readonly reasons: readonly FormProblem[]
  readonly errors: readonly ProblemError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    statusCode: number,
    message: string,
    { kind, reasons = [], errors, headers = {}, cause }: HttpProblemOptions = {},
  ) {
    super(message, { cause })
    this.statusCode = statusCode
    this.kind = kind ?? (reasons[0] && problemKind(reasons[0])) ?? kindOf(statusCode)
    this.reasons = reasons
    this.errors = errors
    this.headers = headers
  }
}

export interface HttpProblemOptions {
  readonly kind?: string
  readonly reasons?: readonly FormProblem[]
  readonly errors?: readonly ProblemError[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** What is told of a problem in the visitor's language. */
export type Told = Pick<Problem, 'detail' | 'errors'>

/** The document for a problem, in words of its own or such as were found for it. */
export function problemDocument(problem: HttpProblem, requestId: string, told?: Told): Problem {
  const { kind, statusCode: status, message } = problem
  const { detail, errors } = told ?? { detail: message, errors: problem.errors }
  return { kind, title: STATUS_CODES[status] ?? 'Error', status, detail, ...(errors ? { errors } : {}), requestId }
}

function kindOf(statusCode: number): string {
  return (STATUS_CODES[statusCode] ?? 'Error').toLowerCase().replaceAll(/[^a-z]+/g, '-')
}
