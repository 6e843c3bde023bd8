import { isUtf8 } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { digest } from '../book/secrets.ts'
import { HttpProblem } from '../http/problem.ts'
import { isDecodable, utf8Bodies } from '../http/utf8-bodies.ts'

/** Two hundred ids take 6 KB. */
const LIMIT_BYTES = 64 * 1024

const MOST_FIELDS = 500

/** In every form of a signed-in person. */
export const TOKEN_FIELD = 'token'

/** Lets the routes beside it read only forms, as `URLSearchParams`. */
export async function acceptAdminForms(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  await app.register(utf8Bodies)
  const options = { parseAs: 'buffer', bodyLimit: LIMIT_BYTES } as const
  app.addContentTypeParser('application/x-www-form-urlencoded', options, async (_request: unknown, body: Buffer) => {
    const text = body.toString()
    if (!isUtf8(body) || !isDecodable(text)) throw new HttpProblem(400, 'The form must be in UTF-8.')
    if (text.split('&', MOST_FIELDS + 1).length > MOST_FIELDS) {
      throw new HttpProblem(400, `The form has more than ${MOST_FIELDS} fields.`)
    }
    return new URLSearchParams(text)
  })
}

export function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}

/** The token in a session's forms. It does not open the session. */
export function formToken(sessionToken: string): string {
  return digest(`form:${sessionToken}`)
}

export function hasToken(form: URLSearchParams, expected: string): boolean {
  const given = Buffer.from(form.get(TOKEN_FIELD) ?? '')
  const wanted = Buffer.from(expected)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
