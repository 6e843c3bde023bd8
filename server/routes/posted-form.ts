import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Draft, draftOf } from '../common/entry.ts'
import { FIELD_NAMES } from '../common/entry-fields.ts'
import { HttpProblem } from '../http/problem.ts'
import { isDecodable, utf8Bodies } from '../http/utf8-bodies.ts'
import { BODY_LIMIT, FORM_LIMIT } from '../limits/body-limit.ts'
import { readBodyStart } from '../limits/body-start.ts'
import { HONEYPOT, isTrapped } from '../signing/screening/honeypot.ts'

export interface PostedForm {
  /** Invalid UTF-8 appears as U+FFFD. */
  readonly form: Draft
  /** True if the field that no person sees is filled in. */
  readonly isTrapped: boolean
  /** Tells this form from others with the same words, if it has that field. */
  readonly key: string | undefined
  /** Of the whole body, in bytes. */
  readonly size: number
  /** True if the page's form cannot have sent it: it has unknown or repeated fields. */
  readonly isMalformed: boolean
  /** False if it holds invalid UTF-8, also if percent-encoded. */
  readonly isUtf8: boolean
}

const BOOK_FORM: readonly string[] = [...FIELD_NAMES, HONEYPOT]

export const KEY_FIELD = 'key'

export const KIOSK_FORM: readonly string[] = [...FIELD_NAMES, KEY_FIELD]

/** Lets the routes beside it read only forms, with the `known` fields. */
export async function acceptForms(app: FastifyInstance, known?: readonly string[]): Promise<void> {
  app.removeAllContentTypeParsers()
  await app.register(utf8Bodies)
  app.addContentTypeParser('application/x-www-form-urlencoded', async (_request: FastifyRequest, payload: Readable) => {
    const { bytes, size } = await readBodyStart(payload, FORM_LIMIT)
    return parseForm(bytes, size, known)
  })
}

/** A form with more fields is malformed anyway, and parsing a million takes seconds. */
const MOST_FIELDS = 10

/** Parses `application/x-www-form-urlencoded`: of a body that is too large, the start. @param size of the whole body, in bytes */
export function parseForm(body: Buffer | string, size = Buffer.byteLength(body), known = BOOK_FORM): PostedForm {
  const bytes = Buffer.from(body).subarray(0, size > FORM_LIMIT ? BODY_LIMIT : FORM_LIMIT)
  const text = bytes.toString()
  const parts = text.split('&', MOST_FIELDS)
  const fields = new URLSearchParams(parts.join('&'))
  const names = [...fields.keys()]
  return {
    form: draftOf((field) => fields.get(field) ?? ''),
    isTrapped: isTrapped(fields.get(HONEYPOT)),
    key: fields.get(KEY_FIELD) ?? undefined,
    size,
    isMalformed:
      parts.length === MOST_FIELDS || names.some((name) => !known.includes(name)) || new Set(names).size < names.length,
    isUtf8: isUtf8(bytes) && isDecodable(text),
  }
}

/** Returns a form that is fit to be read. Throws {@link HttpProblem} with the reason if it is not. */
export function checkForm(posted: PostedForm = parseForm('')): PostedForm {
  const { size, isMalformed, isUtf8 } = posted
  if (size > FORM_LIMIT) throw new HttpProblem(413, 'the form is too large', { reasons: [{ kind: 'too-large' }] })
  if (!isUtf8) throw new HttpProblem(400, 'the form is not in UTF-8', { reasons: [{ kind: 'not-utf8' }] })
  if (isMalformed) throw new HttpProblem(400, 'the form is malformed', { reasons: [{ kind: 'malformed' }] })
  return posted
}
