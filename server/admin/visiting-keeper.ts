import type { FastifyRequest } from 'fastify'
import type { Book } from '../book/book.ts'
import { Unreadable } from '../book/errors.ts'
import { ReadQueue } from '../book/reader/read-queue.ts'
import { LimitReached } from '../common/limit-reached.ts'
import { queryOf } from '../http/query-of.ts'
import type { BookView } from '../pages/book-view.ts'
import { readFeedback, withoutFeedback } from './entries/way-back.ts'
import { type Owner, ownerOf } from './guard.ts'
import { renderKeeper } from './pages/keeper.ts'
import { createSessionCookies, SESSION_COOKIE } from './session-cookie.ts'

/** Finds what the book's page has for somebody signed in. Returns undefined at once for visitors, who bring no session. */
export type FindKeeper = (request: FastifyRequest) => Promise<BookView['keeper']> | undefined

interface KeeperFinderOptions {
  readonly book: Pick<Book, 'owners' | 'moderation'>
  readonly publicUrl: string | undefined
}

export function createKeeperFinder({ book, publicUrl }: KeeperFinderOptions): FindKeeper {
  const { owners, moderation } = book
  const cookies = createSessionCookies(publicUrl)
  // Anybody can send a token, and each asks the master.
  const queue = new ReadQueue()
  const findOwner = async (token: string): Promise<Owner | undefined> => {
    try {
      const signedIn = await queue.enter(() => owners.find(token))
      return signedIn && !signedIn.isLastKnown ? ownerOf(signedIn, token) : undefined
    } catch (error) {
      // If the master is away or too busy, the page comes as visitors see it.
      if (error instanceof Unreadable || error instanceof LimitReached) return undefined
      throw error
    }
  }
  const find = async (token: string, request: FastifyRequest): Promise<BookView['keeper']> => {
    const owner = await findOwner(token)
    if (owner === undefined) return undefined
    const feedback = await readFeedback(queryOf(request), moderation)
    return (context) => renderKeeper({ owner, back: withoutFeedback(request.url), feedback }, context)
  }
  return (request) => {
    if (!request.headers.cookie?.includes(SESSION_COOKIE)) return undefined
    const token = cookies.read(request)
    return token === undefined ? undefined : find(token, request)
  }
}
