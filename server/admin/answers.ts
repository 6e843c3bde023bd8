import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Assets } from '../assets.ts'
import type { BookSettings } from '../book/settings.ts'
import type { Language } from '../common/languages.ts'
import { ADMIN_CATALOGUES } from '../languages/admin/catalogues.ts'
import { createPageContext } from '../pages/page-context.ts'
import type { Owner } from './guard.ts'
import type { AdminContext, OwnerContext } from './pages/admin-context.ts'

/** Sends pages of the owner's side in the language of the request. Each is made for its request alone. */
export interface Answers {
  /** A page for somebody who is signed in. */
  readonly page: (
    request: FastifyRequest,
    reply: FastifyReply,
    render: (context: OwnerContext) => string,
  ) => FastifyReply
  /** A page for anybody. */
  readonly openPage: (
    request: FastifyRequest,
    reply: FastifyReply,
    render: (context: AdminContext) => string,
  ) => FastifyReply
}

export function createAnswers({ settings, assets }: { settings: BookSettings; assets: Assets }): Answers {
  const contexts = new Map<Language, Omit<AdminContext, 'owner'>>()
  const contextOf = (language: Language) => {
    const known = contexts.get(language)
    if (known) return known
    const { title, formats } = createPageContext(language, settings, assets)
    const context = { language, title, formats, assets, words: ADMIN_CATALOGUES[language] }
    contexts.set(language, context)
    return context
  }
  const send = <Context>(
    request: FastifyRequest,
    reply: FastifyReply,
    render: (context: Context) => string,
    owner: Owner | undefined,
  ) => {
    const context = { ...contextOf(request.visitor.language(reply)), owner } as Context
    return reply.type('text/html; charset=utf-8').send(render(context))
  }
  return {
    page: (request, reply, render) => send(request, reply, render, request.owner),
    openPage: (request, reply, render) => send(request, reply, render, undefined),
  }
}
