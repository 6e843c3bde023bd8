import type { FastifyReply, FastifyRequest } from 'fastify'
import { ADMIN_CATALOGUES } from '../languages/admin/catalogues.ts'
import type { ContextOf } from '../pages/page-context.ts'
import type { Owner } from './guard.ts'
import type { AdminContext, OwnerContext } from './pages/admin-context.ts'

/** Sends pages of the owner's side in the language of the request. */
export interface Answers {
  /** For somebody who is signed in. */
  readonly page: (
    request: FastifyRequest,
    reply: FastifyReply,
    render: (context: OwnerContext) => string,
  ) => FastifyReply
  /** For anybody. */
  readonly openPage: (
    request: FastifyRequest,
    reply: FastifyReply,
    render: (context: AdminContext) => string,
  ) => FastifyReply
}

export function createAnswers(contextOf: ContextOf): Answers {
  const send = <Context>(
    request: FastifyRequest,
    reply: FastifyReply,
    render: (context: Context) => string,
    owner: Owner | undefined,
  ) => {
    const { language, title, formats, assets } = contextOf(request.visitor.negotiateLanguage(reply))
    const context = { language, title, formats, assets, words: ADMIN_CATALOGUES[language], owner } as Context
    return reply.type('text/html; charset=utf-8').send(render(context))
  }
  return {
    page: (request, reply, render) => send(request, reply, render, request.owner),
    openPage: (request, reply, render) => send(request, reply, render, undefined),
  }
}
