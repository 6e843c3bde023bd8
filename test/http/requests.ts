import { randomUUID } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Entry } from '../../server/common/entry.ts'

export type Headers = Readonly<Record<string, string | string[]>>

/** The texts of a form's fields; undefined is not sent. */
type FormTexts = Readonly<Record<string, string | undefined>>

/** What a form of the page sends. */
export function formBody(fields: FormTexts): string {
  const sent = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return new URLSearchParams(sent).toString()
}

/** Posts the page's form as a browser does. */
export function postForm(
  app: FastifyInstance,
  fields: FormTexts | string,
  headers: Headers = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: typeof fields === 'string' ? fields : formBody(fields),
  })
}

/** What the browser of a visitor sends who has posted before: the cookie with its name. */
export function newVisitor(): { readonly cookie: string } {
  return { cookie: `guestbook-visitor=${randomUUID()}` }
}

/** Posts to the API; `body` is sent as it is where it is text. */
export function postEntry(app: FastifyInstance, body: unknown, headers: Headers = {}): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/api/entries',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Adds entries by the API, one after the other; oldest first. */
export async function addEntries(app: FastifyInstance, count: number): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let number = 1; number <= count; number++) {
    const response = await postEntry(app, { name: 'Ada', message: `message ${number}` })
    if (response.statusCode !== 201) throw new Error(`expected 201, got ${response.statusCode}: ${response.body}`)
    entries.push(response.json())
  }
  return entries
}

/** The entries that the API's first page has, newest first. */
export async function readEntries(app: FastifyInstance, query = '', headers: Headers = {}): Promise<Entry[]> {
  const response = await app.inject({ url: `/api/entries${query}`, headers })
  if (response.statusCode !== 200) throw new Error(`expected 200, got ${response.statusCode}: ${response.body}`)
  return response.json().entries
}

/**
 * The value of a header that is sent at most once; fails where there are several. A relative address of this site becomes a path, as a
 * client resolves it.
 */
export function headerOf(response: LightMyRequestResponse, name: string): string | undefined {
  const value = response.headers[name]
  if (Array.isArray(value)) throw new Error(`expected one header ${name}, got ${value.length}`)
  if (value === undefined) return undefined
  return name.endsWith('location') ? pathFrom(response, String(value)) : String(value)
}

/** The path, with query and fragment, to which an address in an answer leads. */
function pathFrom({ raw }: LightMyRequestResponse, address: string): string {
  const site = 'http://site.invalid'
  const { origin, href } = new URL(address, new URL(raw.req.url ?? '/', site))
  return origin === site ? href.slice(site.length) : href
}

/** A cookie that an answer sets. */
export function cookieOf({ cookies }: LightMyRequestResponse, name: string): SetCookie | undefined {
  return cookies.find((cookie) => cookie.name === name) as SetCookie | undefined
}

export interface SetCookie {
  readonly name: string
  readonly value: string
  readonly maxAge?: number
  readonly expires?: Date
  readonly path?: string
  readonly httpOnly?: boolean
  readonly secure?: boolean
  readonly sameSite?: string
}
