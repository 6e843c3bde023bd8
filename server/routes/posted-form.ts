import type { Draft } from '../book/entry.ts'
import { BODY_LIMIT } from '../http/body-limit.ts'

/** A form as it was posted. */
export interface PostedForm {
  readonly form: Draft
  /** The length of the body, in bytes: percent-encoding leaves nothing but ASCII. */
  readonly size: number
  /** True where it is not what the page's form sends: fields that it does not have, or one of them twice. */
  readonly isMalformed: boolean
}

const FIELDS = ['name', 'message']

/** How many fields are looked at; the others are malformed anyway, and reading a million takes seconds. */
const MOST_FIELDS = 10

/**
 * Reads a body of `application/x-www-form-urlencoded` (https://url.spec.whatwg.org/#urlencoded-parsing). Of one that is larger than
 * any entry, the rest is not looked at: whoever is refused for that gets back what would have fitted.
 */
export function parseForm(body: string): PostedForm {
  const parts = body.slice(0, BODY_LIMIT).split('&', MOST_FIELDS)
  const fields = new URLSearchParams(parts.join('&'))
  const names = [...fields.keys()]
  return {
    form: { name: fields.get('name') ?? '', message: fields.get('message') ?? '' },
    size: body.length,
    isMalformed:
      parts.length === MOST_FIELDS ||
      names.some((name) => !FIELDS.includes(name)) ||
      new Set(names).size < names.length,
  }
}
