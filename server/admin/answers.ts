import type { FastifyReply, FastifyRequest } from 'fastify'
import { ADMIN_CATALOGUES } from '../languages/admin/catalogues.ts'
import type { ContextOf } from '../pages/page-context.ts'
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
  const contextFor = (request: FastifyRequest, reply: FastifyReply) => {
    const { language, title, formats, assets } = contextOf(request.visitor.negotiateLanguage(reply))
    return { language, title, formats, assets, words: ADMIN_CATALOGUES[language] }
  }
  const send = (reply: FastifyReply, page: string) => reply.type('text/html; charset=utf-8').send(page)
  return {
    page: (request, reply, render) => send(reply, render({ ...contextFor(request, reply), owner: request.owner })),
    openPage: (request, reply, render) => send(reply, render({ ...contextFor(request, reply), owner: undefined })),
  }
}
