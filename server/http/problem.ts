import { PROBLEM_TYPE, type Problem, type ProblemError } from '../common/problem.ts'
import { problemKind } from '../common/text/draft.ts'
import type { FormProblem } from '../pages/form-problem.ts'
import { STATUS_CODES } from '../performance/node-http.ts'

export const PROBLEM = {
  $id: 'Problem',
  title: 'Problem',
  description: 'What went wrong (RFC 9457).',
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
        'A sentence for people. A refused entry is explained in the language of Guestbook-Language or Accept-Language, or else in the book’s own.',
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

export const PROBLEM_RESPONSES = {
  '4xx': problemResponse('Refused'),
  '5xx': problemResponse('Temporarily unavailable'),
}

function problemResponse(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: { $ref: `${PROBLEM.$id}#` } } } }
}

export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly statusCode: number
  readonly kind: string
  /** To be said in the visitor's language. If present, the message is only for the log. */
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

export type ProblemText = Pick<Problem, 'detail' | 'errors'>

/** @param text instead of the problem's own */
export function problemDocument(problem: HttpProblem, requestId: string, text?: ProblemText): Problem {
  const { kind, statusCode: status, message } = problem
  const { detail, errors } = text ?? { detail: message, errors: problem.errors }
  return { kind, title: STATUS_CODES[status] ?? 'Error', status, detail, ...(errors ? { errors } : {}), requestId }
}

function kindOf(statusCode: number): string {
  return (STATUS_CODES[statusCode] ?? 'Error').toLowerCase().replaceAll(/[^a-z]+/g, '-')
}
