import type { FastifyReply, FastifyRequest } from 'fastify'
import { isLanguage } from '../common/languages.ts'
import { queryOf } from './query-of.ts'
import { LANGUAGE_HEADER } from './visitor.ts'

/** Remembers the choice of `?lang=` and redirects to `path` without it, so that shared links choose nothing. @returns undefined if there is no choice */
export function redirectChoice(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply | undefined {
  const { lang } = queryOf(request)
  const isChoice = typeof lang === 'string' && isLanguage(lang)
  if (!isChoice || isLanguage(request.headers[LANGUAGE_HEADER]?.toString())) return undefined
  request.visitor.language(reply)
  return reply.header('cache-control', 'no-store').redirect(path, 303)
}
