import { randomUUID } from 'node:crypto'
import { type Cookies, parseCookie } from 'cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import { isLanguage, type Language } from '../common/languages.ts'
import { compareIds } from '../common/log-id.ts'
import { formatPosition, furthest, type Position, parsePosition, reaches } from '../common/position.ts'
import type { LanguageWishes } from '../languages/negotiate.ts'
import { memoize } from '../performance/memoize.ts'
import { authorOf, isRandom, isSecret, newSecret } from '../signing/author.ts'
import type { BookSecret } from '../signing/screening/book-secret.ts'
import { type NamedBrowser, readName, stampName } from '../signing/screening/first-seen.ts'
import { keepCookies } from './keep-cookies.ts'
import { addOwnEntry, formatOwnEntries, type OwnEntry, parseOwnEntries, removeOwnEntry } from './own-entries-cookie.ts'
import { queryOf } from './query-of.ts'
import {
  AUTHOR_COOKIE,
  LANGUAGE_COOKIE,
  OWN_COOKIE,
  POSITION_COOKIE,
  VISITOR_COOKIE,
  type VisitorCookies,
} from './visitor-cookies.ts'

const POSITION_HEADER = 'guestbook-position'
/** A page's script says the language of its page. */
export const LANGUAGE_HEADER = 'guestbook-language'

const NO_COOKIES: Cookies = {}

const NO_ENTRIES: readonly OwnEntry[] = []

interface VisitorOptions {
  readonly cookies: VisitorCookies
  readonly negotiateLanguage: (wishes: LanguageWishes) => Language
  /** Signs the time of a browser's first entry. */
  readonly secret: BookSecret
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor
  }
}

export const visitors = plugin(async (app: FastifyInstance, options: VisitorOptions) => {
  app.decorateRequest('visitor', null as unknown as Visitor)
  // Many visitors have the same position.
  const readPosition = memoize(parsePosition)
  app.addHook('onRequest', (request, _reply, done) => {
    request.visitor = new Visitor(request, options, readPosition)
    done()
  })
})

/** What a request says about its sender: the cookies and headers that remember a visitor. */
export class Visitor {
  readonly seen: Position | undefined
  readonly #options: VisitorOptions
  readonly #request: FastifyRequest
  readonly #cookies: Cookies
  #browser: NamedBrowser | undefined

  constructor(request: FastifyRequest, options: VisitorOptions, readPosition: (text: string) => Position | undefined) {
    this.#request = request
    this.#options = options
    const { cookie } = request.headers
    this.#cookies = cookie === undefined ? NO_COOKIES : parseCookie(cookie)
    const header = request.headers[POSITION_HEADER]?.toString()
    const fromHeader = header === undefined ? undefined : readPosition(header)
    const ofCookie = this.#cookies[POSITION_COOKIE]
    const fromCookie = ofCookie === undefined ? undefined : readPosition(ofCookie)
    this.seen = fromHeader && fromCookie ? furthest(fromCookie, fromHeader) : (fromHeader ?? fromCookie)
  }

  /** The language of the page whose script asks, or else the visitor's. Remembers a choice made by `?lang=`. */
  negotiateLanguage(reply: FastifyReply): Language {
    const ofPage = this.#request.headers[LANGUAGE_HEADER]
    if (isLanguage(ofPage)) return ofPage
    const { lang } = queryOf(this.#request)
    const query = typeof lang === 'string' ? lang : undefined
    if (isLanguage(query)) this.#options.cookies.setLanguage(reply, query)
    return this.#options.negotiateLanguage({
      query,
      cookie: this.#cookies[LANGUAGE_COOKIE],
      acceptLanguage: this.#request.headers['accept-language'],
    })
  }

  /** Never sets the position back unless it is known to be impossible: `isConfirmed` means that the master has no more than this answer. */
  tellRead(reply: FastifyReply, answered: Position, isConfirmed: boolean): void {
    const { seen } = this
    const isBeyond = seen !== undefined && !reaches(answered, seen)
    const position = seen && !(isBeyond && isConfirmed) ? furthest(seen, answered) : answered
    const text = formatPosition(position)
    reply.header(POSITION_HEADER, text)
    const cookie = this.#cookies[POSITION_COOKIE]
    if (cookie === undefined) return
    const isSenseless = this.seen === undefined || (isBeyond && isConfirmed)
    if (isSenseless) this.#options.cookies.clearPosition(reply)
    else if (text !== cookie) this.#options.cookies.setPosition(reply, text)
  }

  /** `isNewest` means that the entry was added just now; then a later position seen before is impossible and is dropped. */
  tellWritten(reply: FastifyReply, written: Position, isNewest: boolean): void {
    const { seen } = this
    const isImpossible = isNewest && seen !== undefined && compareIds(seen.entries, written.entries) >= 0
    const position = seen && !isImpossible ? furthest(seen, written) : written
    const text = formatPosition(position)
    reply.header(POSITION_HEADER, text)
    this.#options.cookies.setPosition(reply, text)
    this.#stampBrowser(reply)
  }

  /** Names this browser until it is closed. Call once per request. */
  identify(reply: FastifyReply): { readonly name: string; readonly isNew: boolean } {
    const known = this.#readBrowser()
    this.#browser = known ?? { name: randomUUID(), firstSeen: undefined }
    if (!known) this.#options.cookies.setVisitor(reply, this.#browser.name)
    return { name: this.#browser.name, isNew: !known }
  }

  /** When this browser added its first entry, in milliseconds since 1970; undefined if unknown. */
  get firstSeen(): number | undefined {
    return this.#readBrowser()?.firstSeen
  }

  #readBrowser(): NamedBrowser | undefined {
    const cookie = this.#cookies[VISITOR_COOKIE]
    return cookie === undefined ? undefined : readName(cookie, this.#options.secret.get(), Date.now())
  }

  /** Adds the time to the browser's name, but only once an entry is added: a refused one may be corrected within a second. */
  #stampBrowser(reply: FastifyReply): void {
    const secret = this.#options.secret.get()
    if (!this.#browser || this.#browser.firstSeen !== undefined || secret === undefined) return
    // Browsers need not accept two cookies of one name.
    keepCookies(reply, (name) => name !== VISITOR_COOKIE)
    this.#options.cookies.setVisitor(reply, stampName(this.#browser.name, Date.now(), secret))
  }

  /** A hash of the author's secret; undefined if this browser has none. */
  get author(): string | undefined {
    const secret = this.#cookies[AUTHOR_COOKIE]
    return isSecret(secret) ? authorOf(secret) : undefined
  }

  /** The author, or a hash that no entry has. */
  requireAuthor(): string {
    return this.author ?? authorOf(newSecret(undefined))
  }

  /** Gives the browser an author's secret if it has none. Call once per post. `mayRepeat`: it can have sent this key before. */
  identifyAuthor(reply: FastifyReply, key?: string): { readonly author: string; readonly mayRepeat: boolean } {
    const { author } = this
    if (author !== undefined) return { author, mayRepeat: true }
    const secret = newSecret(key)
    this.#options.cookies.setAuthor(reply, secret)
    return { author: authorOf(secret), mayRepeat: isRandom(key) }
  }

  /** Newest first. */
  get own(): readonly OwnEntry[] {
    const cookie = this.#cookies[OWN_COOKIE]
    return cookie === undefined ? NO_ENTRIES : parseOwnEntries(cookie)
  }

  /** Remembers an entry as the visitor's own, in place of `replaced`. Call this, `removeOwn` or `setOwn` once per request. */
  addOwn(reply: FastifyReply, added: OwnEntry, replaced?: OwnEntry): void {
    this.setOwn(reply, addOwnEntry(replaced ? removeOwnEntry(this.own, replaced) : this.own, added))
    if (replaced) this.#rename(reply)
  }

  removeOwn(reply: FastifyReply, removed: OwnEntry): void {
    this.setOwn(reply, removeOwnEntry(this.own, removed))
    this.#rename(reply)
  }

  /** The same words sent again are another entry from now on, since the first one is gone. */
  #rename(reply: FastifyReply): void {
    const known = this.#readBrowser()
    if (!known) return
    const secret = this.#options.secret.get()
    const name = randomUUID()
    const isStamped = known.firstSeen !== undefined && secret !== undefined
    this.#options.cookies.setVisitor(reply, isStamped ? stampName(name, known.firstSeen, secret) : name)
  }

  setOwn(reply: FastifyReply, own: readonly OwnEntry[]): void {
    const text = formatOwnEntries(own)
    if (text === (this.#cookies[OWN_COOKIE] ?? '')) return
    if (text === '') this.#options.cookies.clearOwn(reply)
    else this.#options.cookies.setOwn(reply, text)
  }
}
