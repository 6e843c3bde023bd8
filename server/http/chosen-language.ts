import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLanguage, type Language } from '../common/languages.ts'
import { queryOf } from './query-of.ts'
import { LANGUAGE_HEADER } from './visitor.ts'

/** The choice in an address such as `/?lang=de`; undefined if there is none. */
export function chosenLanguage(request: Pick<FastifyRequest, 'query'>): Language | undefined {
  const { lang } = queryOf(request)
  return isLanguage(lang) ? lang : undefined
}

/** Remembers the choice of `?lang=` and redirects to `path` without it, so that shared links choose nothing. @returns undefined if there is no choice */
export function redirectChoice(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply | undefined {
  if (chosenLanguage(request) === undefined || isLanguage(request.headers[LANGUAGE_HEADER])) return undefined
  request.visitor.negotiateLanguage(reply)
  return reply.header('cache-control', 'no-store').redirect(path, 303)
}
