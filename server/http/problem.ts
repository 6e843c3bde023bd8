import { STATUS_CODES } from './node-http.ts'

/** The media type of a problem document (RFC 9457, section 3). */
export const PROBLEM_TYPE = 'application/problem+json'

/** An error as the API tells it: RFC 9457. */
export interface Problem {
  /** The status in words. */
  readonly title: string
  readonly status: number
  /** What was wrong, and what was expected. */
  readonly detail: string
  /** Which parts of the body are meant. */
  readonly errors?: readonly ProblemError[] | undefined
  /** For the owner to find it in the log. */
  readonly requestId: string
}

/** What was wrong with one part of the body. */
export interface ProblemError {
  /** A JSON pointer into the body (RFC 6901), as a URI fragment. */
  readonly pointer: string
  readonly detail: string
}

/** The problem document's schema. */
export const PROBLEM = {
  $id: 'Problem',
  title: 'Problem',
  description: 'What went wrong, as RFC 9457 has it.',
  type: 'object',
  required: ['title', 'status', 'detail', 'requestId'],
  properties: {
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
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
  readonly errors: readonly ProblemError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    statusCode: number,
    detail: string,
    options: { errors?: readonly ProblemError[]; headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause })
    this.statusCode = statusCode
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }
}

/** The document for a problem. */
export function problemDocument({ statusCode, message, errors }: HttpProblem, requestId: string): Problem {
  return {
    title: STATUS_CODES[statusCode] ?? 'Error',
    status: statusCode,
    detail: message,
    ...(errors ? { errors } : {}),
    requestId,
  }
}
