import type { FastifyError, FastifySchemaValidationError } from 'fastify'
import {
  BookClosed,
  BookLimitReached,
  DrawerFull,
  KeyReused,
  MaybeWritten,
  NotOwn,
  NotWritten,
  TooManyPosts,
  Unreadable,
} from '../book/errors.ts'
import { LimitReached } from '../common/limit-reached.ts'
import { UnfitDraft } from '../signing/add-entry.ts'
import { NotWaiting } from '../signing/own-entries.ts'
import { FIELD_LIST, SAMPLE_BODY } from './field-list.ts'
import { HttpProblem, type HttpProblemOptions } from './problem.ts'

const RETRY_AFTER_SECONDS = 2

/** An owner does not read thousands of entries in a minute. */
const DRAWER_RETRY_AFTER_SECONDS = 600

const NOT_OWN_STATUS: Readonly<Record<NotOwn['reason'], number>> = {
  gone: 404,
  'by-another': 403,
  'too-late': 403,
  replied: 409,
}

/** Turns any error into an answer. A client's mistake is explained; an unexpected error is not. */
export function describeError(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof UnfitDraft) return new HttpProblem(422, error.message, { reasons: error.problems })
  if (error instanceof TooManyPosts) return tooMany('too-many-posts', error)
  if (error instanceof BookLimitReached) return tooMany('book-limit', error)
  if (error instanceof BookClosed) return closed(error)
  if (error instanceof DrawerFull) {
    const headers = { 'retry-after': String(DRAWER_RETRY_AFTER_SECONDS) }
    return new HttpProblem(503, error.message, { reasons: [{ kind: 'waiting-full' }], headers, cause: error })
  }
  if (error instanceof NotOwn) {
    return new HttpProblem(NOT_OWN_STATUS[error.reason], error.message, { reasons: [{ kind: error.reason }] })
  }
  if (error instanceof NotWaiting) {
    return new HttpProblem(404, 'the entry does not wait', { reasons: [{ kind: 'not-waiting' }] })
  }
  if (error instanceof KeyReused) {
    return new HttpProblem(422, 'This Idempotency-Key was used for another entry. Use a new key for a new entry.', {
      kind: 'key-reused',
    })
  }
  if (error instanceof NotWritten) {
    return unavailable('The book cannot be written to just now', error, { reasons: [{ kind: 'not-written' }] })
  }
  if (error instanceof MaybeWritten) {
    const { isRepeatable } = error
    return unavailable('The entry could not be confirmed', error, {
      reasons: [{ kind: 'maybe-written', isRepeatable }],
    })
  }
  if (error instanceof Unreadable) {
    return unavailable('The book cannot be read just now. Please try again.', error, { kind: 'unreadable' })
  }
  if (error instanceof LimitReached) {
    const headers = { 'retry-after': String(error.retryAfterSeconds) }
    return new HttpProblem(503, error.message, { kind: 'busy', headers, cause: error })
  }
  return describeFastifyError((error ?? {}) as Partial<FastifyError>)
}

function tooMany(
  kind: 'too-many-posts' | 'book-limit',
  { message, retryAfterSeconds }: TooManyPosts | BookLimitReached,
): HttpProblem {
  const headers = { 'retry-after': String(retryAfterSeconds) }
  return new HttpProblem(429, message, { reasons: [{ kind, retryAfterSeconds }], headers })
}

function closed({ message, opensAt }: BookClosed): HttpProblem {
  if (opensAt === undefined) return new HttpProblem(403, message, { reasons: [{ kind: 'closed' }] })
  const wait = Math.max(1, Math.ceil((opensAt - Date.now()) / 1000))
  return new HttpProblem(403, message, {
    reasons: [{ kind: 'closed', opensAt: new Date(opensAt).toISOString() }],
    headers: { 'retry-after': String(wait) },
  })
}

function unavailable(message: string, cause: Error, options: HttpProblemOptions): HttpProblem {
  return new HttpProblem(503, message, { ...options, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) }, cause })
}

function describeFastifyError(error: Partial<FastifyError>): HttpProblem {
  const [invalid] = error.validation ?? []
  if (invalid) return describeInvalid(invalid, error.validationContext)
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem(413, 'the body is too large', { reasons: [{ kind: 'too-large' }] })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(
        415,
        'The content type must be application/json for the API, application/x-www-form-urlencoded for the form.',
      )
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new HttpProblem(400, `The body must be a JSON document, such as ${SAMPLE_BODY}.`, { kind: 'malformed' })
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new HttpProblem(error.statusCode, error.message ?? '')
  }
  return new HttpProblem(
    500,
    'Something went wrong. The owner can find the reason in the log under this request’s id.',
    { cause: error },
  )
}

/** Words one of Ajv's errors by the schema's description, which says what was expected. */
function describeInvalid(invalid: FastifySchemaValidationError, context = 'body'): HttpProblem {
  const { instancePath, keyword, params } = invalid
  const subject = instancePath.slice(1)
  if (keyword === 'additionalProperties') {
    const field = String(params.additionalProperty).slice(0, 50).toWellFormed()
    return invalidBody(
      `#/${encodeURIComponent(field.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
      `The field ${JSON.stringify(field)} is not known; an entry has ${FIELD_LIST}.`,
    )
  }
  if (keyword === 'required') {
    const field = String(params.missingProperty)
    return invalidBody(`#/${field}`, `The field "${field}" is missing.`)
  }
  const { parentSchema } = invalid as { parentSchema?: { description?: string } }
  const expected = parentSchema?.description ?? invalid.message ?? 'valid'
  if (context === 'body')
    return invalidBody(`#${instancePath}`, `${subject ? `The field "${subject}"` : 'The body'} must be ${expected}.`)
  return new HttpProblem(400, `"${subject}" must be ${expected}.`)
}

function invalidBody(pointer: string, detail: string): HttpProblem {
  return new HttpProblem(400, detail, { errors: [{ pointer, detail }] })
}
