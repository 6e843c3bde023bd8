import { isUtf8 } from 'node:buffer'
import { BODY_LIMIT, FORM_LIMIT } from '../limits/body-limit.ts'
import { type Draft, draftOf } from '../shared/entry.ts'
import { FIELD_NAMES } from '../shared/entry-fields.ts'

/** A form as it was posted. */
export interface PostedForm {
  /** What could be read of it; bytes that are not valid UTF-8 are U+FFFD here. */
  readonly form: Draft
  /** The length of the body, in bytes. */
  readonly size: number
  /** True where it is not what the page's form sends: fields that it does not have, or one of them twice. */
  readonly isMalformed: boolean
  /** False where it holds bytes that are not valid UTF-8, as they are or percent-encoded. */
  readonly isUtf8: boolean
}

/** How many fields are looked at; the others are malformed anyway, and reading a million takes seconds. */
const MOST_FIELDS = 10

/**
 * Reads a body of `application/x-www-form-urlencoded` (https://url.spec.whatwg.org/#urlencoded-parsing). Of one that is larger than a form
 * may be, only the beginning is looked at and given back.
 * @param size the length of the whole body in bytes, where `body` is only its beginning
 */
export function parseForm(body: Buffer | string, size = Buffer.byteLength(body)): PostedForm {
  const bytes = Buffer.from(body).subarray(0, size > FORM_LIMIT ? BODY_LIMIT : FORM_LIMIT)
  const text = bytes.toString()
  const parts = text.split('&', MOST_FIELDS)
  const fields = new URLSearchParams(parts.join('&'))
  const names = [...fields.keys()]
  return {
    form: draftOf((field) => fields.get(field) ?? ''),
    size,
    isMalformed:
      parts.length === MOST_FIELDS ||
      names.some((name) => !FIELD_NAMES.some((field) => field === name)) ||
      new Set(names).size < names.length,
    isUtf8: isUtf8(bytes) && decodes(text),
  }
}

/** True where the percent-encoded bytes of `text` are valid UTF-8. A "%" that encodes nothing is text. */
function decodes(text: string): boolean {
  if (!text.includes('%')) return true
  try {
    decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25'))
    return true
  } catch {
    return false
  }
}
