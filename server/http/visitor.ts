import { randomUUID } from 'node:crypto'
import { type Cookies, parseCookie } from 'cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { LanguageWishes } from '../languages/negotiate.ts'
import { isLanguage, type Language } from '../shared/languages.ts'
import { compareIds } from '../shared/log-id.ts'
import { formatPosition, furthest, type Position, parsePosition, reaches } from '../shared/position.ts'
import { LANGUAGE_COOKIE, POSITION_COOKIE, VISITOR_COOKIE, type VisitorCookies } from './visitor-cookies.ts'

const POSITION_HEADER = 'guestbook-position'
const LANGUAGE_HEADER = 'guestbook-language'

const NO_COOKIES: Cookies = {}

export interface VisitorOptions {
  readonly cookies: VisitorCookies
  readonly negotiateLanguage: (wishes: LanguageWishes) => Language
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor
  }
}

/** Gives every request its visitor: who asks, in which language, and how far they have read. */
export const visitors = plugin(async (app: FastifyInstance, options: VisitorOptions) => {
  app.decorateRequest('visitor', null as unknown as Visitor)
  app.addHook('onRequest', (request, _reply, done) => {
    request.visitor = new Visitor(request, options)
    done()
  })
})

/** What a request says of who sent it: read and written here, for all routes alike. */
export class Visitor {
  /** How far the visitor has read or written; undefined where they do not say, or nothing that can be read. */
  readonly seen: Position | undefined
  readonly #options: VisitorOptions
  readonly #request: FastifyRequest
  readonly #cookies: Cookies

  constructor(request: FastifyRequest, options: VisitorOptions) {
    this.#request = request
    this.#options = options
    const { cookie } = request.headers
    this.#cookies = cookie === undefined ? NO_COOKIES : parseCookie(cookie)
    const fromHeader = parsePosition(request.headers[POSITION_HEADER]?.toString())
    const fromCookie = parsePosition(this.#cookies[POSITION_COOKIE])
    this.seen = fromHeader && fromCookie ? furthest(fromCookie, fromHeader) : (fromHeader ?? fromCookie)
  }

  /** The language to answer in: that of the page whose script asks, or else the visitor's; remembers one that was chosen by `?lang=`. */
  language(reply: FastifyReply): Language {
    const ofPage = this.#request.headers[LANGUAGE_HEADER]?.toString()
    if (isLanguage(ofPage)) return ofPage
    const { lang } = this.#request.query as { lang?: unknown }
    const query = typeof lang === 'string' ? lang : undefined
    if (isLanguage(query)) this.#options.cookies.setLanguage(reply, query)
    return this.#options.negotiateLanguage({
      query,
      cookie: this.#cookies[LANGUAGE_COOKIE],
      acceptLanguage: this.#request.headers['accept-language'],
    })
  }

  /**
   * Tells the visitor how far the answer to a read was. What they had seen is never set back, except where it is known to be
   * impossible: `isConfirmed` says that the master was asked, and that it has no more than the answer.
   */
  tellRead(reply: FastifyReply, answered: Position, isConfirmed: boolean): void {
    const { seen } = this
    const isBeyond = seen !== undefined && !reaches(answered, seen)
    const position = seen && !(isBeyond && isConfirmed) ? furthest(seen, answered) : answered
    reply.header(POSITION_HEADER, formatPosition(position))
    const cookie = this.#cookies[POSITION_COOKIE]
    if (cookie === undefined) return
    const isSenseless = this.seen === undefined || (isBeyond && isConfirmed)
    if (isSenseless) this.#options.cookies.clearPosition(reply)
    else if (formatPosition(position) !== cookie) this.#options.cookies.setPosition(reply, formatPosition(position))
  }

  /**
   * Tells the visitor where their entry is, so that they find it on whatever they ask next. `isNewest` says that it was added
   * just now: whoever had seen later entries before has seen what is not there, and that is not passed on.
   */
  tellWritten(reply: FastifyReply, written: Position, isNewest: boolean): void {
    const { seen } = this
    const isImpossible = isNewest && seen !== undefined && compareIds(seen.entries, written.entries) >= 0
    const position = seen && !isImpossible ? furthest(seen, written) : written
    const text = formatPosition(position)
    reply.header(POSITION_HEADER, text)
    this.#options.cookies.setPosition(reply, text)
  }

  /**
   * A random name for this visitor's browser, the same for as long as it is open; given to it where it has none yet. To be
   * called once for a request.
   */
  identify(reply: FastifyReply): { readonly name: string; readonly isNew: boolean } {
    const known = this.#cookies[VISITOR_COOKIE]
    if (known !== undefined && /^[\da-f-]{36}$/.test(known)) return { name: known, isNew: false }
    const name = randomUUID()
    this.#options.cookies.setVisitor(reply, name)
    return { name, isNew: true }
  }
}
