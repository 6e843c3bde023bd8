import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { addBodyHook } from '../performance/body-hooks.ts'
import { HttpProblem } from './problem.ts'

/** In the routes registered beside it, answers 415 to bodies declared as anything but plain UTF-8. */
export const utf8Bodies = plugin(async (app: FastifyInstance) => {
  addBodyHook(app, (request, _reply, payload, done) => done(findProblem(request) ?? null, payload))
})

function findProblem(request: FastifyRequest): HttpProblem | undefined {
  const coding = foreignCoding(request)
  if (coding !== undefined) {
    const detail = `The body must come without a Content-Encoding, not in ${JSON.stringify(coding)}.`
    return new HttpProblem(415, detail, { headers: { 'accept-encoding': 'identity' } })
  }
  const charset = foreignCharset(request)
  if (charset === undefined) return undefined
  return new HttpProblem(415, `The body must be in UTF-8, not in ${JSON.stringify(charset)}.`)
}

/** Reads JSON in UTF-8, with or without a byte order mark. Answers 400 to other bytes. */
export const utf8Json = plugin(async (app: FastifyInstance) => {
  // The schemas refuse "__proto__" by its name, as every unknown field.
  const parse = app.getDefaultJsonParser('ignore', 'ignore')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (isUtf8(body)) parse(request, body.toString(), done)
    else
      done(
        new HttpProblem(
          400,
          'The body must be valid UTF-8; some bytes of it are not. Was it written in another encoding?',
          { kind: 'not-utf8' },
        ),
      )
  })
})

/** True if percent-encoded bytes are valid UTF-8. A "%" that encodes nothing is text. */
export function isDecodable(text: string): boolean {
  if (!text.includes('%')) return true
  try {
    decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25'))
    return true
  } catch {
    return false
  }
}

function foreignCoding({ headers }: FastifyRequest): string | undefined {
  const codings = headers['content-encoding']?.split(',').map((coding) => coding.trim()) ?? []
  return codings.find((coding) => !/^(identity)?$/i.test(coding))?.slice(0, SHOWN)
}

function foreignCharset({ headers }: FastifyRequest): string | undefined {
  for (const [, quoted, bare] of (headers['content-type'] ?? '').matchAll(CHARSET)) {
    const charset = (quoted ?? bare ?? '').trim()
    if (!/^(utf-?8|us-ascii)$/i.test(charset)) return charset.slice(0, SHOWN)
  }
  return undefined
}

const CHARSET = /;\s*charset\s*=\s*(?:"([^"]*)"|([^;]*))/gi

const SHOWN = 50
