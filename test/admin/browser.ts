import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Role } from '../../server/book/owners.ts'
import { type Headers, headerOf } from '../http/requests.ts'
import type { TestApp } from '../support/app.ts'

export const SESSION = 'guestbook-session'

/** What a browser that is signed in sends, and the forms' token. */
export class SignedInBrowser {
  readonly cookie: string
  readonly #app: FastifyInstance
  readonly #host: string

  constructor(app: FastifyInstance, cookie: string, host = 'localhost') {
    this.#app = app
    this.cookie = cookie
    this.#host = host
  }

  /** The same browser, asking another front end. */
  at({ app }: Pick<TestApp, 'app'>): SignedInBrowser {
    return new SignedInBrowser(app, this.cookie, this.#host)
  }

  get(url: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.#app.inject({ url, headers: { cookie: this.cookie, host: this.#host, ...headers } })
  }

  /**
   * Sends a form of the owner's pages, with the token that they hold unless `fields` has another. An empty header is left out.
   */
  async post(
    url: string,
    fields: Readonly<Record<string, string>> | readonly (readonly [name: string, value: string])[] = {},
    headers: Headers = {},
  ): Promise<LightMyRequestResponse> {
    const form = new URLSearchParams(fields as Record<string, string>)
    if (!form.has('token')) form.set('token', await this.token())
    const sent = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      host: this.#host,
      cookie: this.cookie,
      ...headers,
    }
    return this.#app.inject({
      method: 'POST',
      url,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== '')),
      payload: form.toString(),
    })
  }

  async token(): Promise<string> {
    const { body } = await this.get('/admin')
    return /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? ''
  }
}

/** Presses the button on the page of a link. */
export function pressEnter(app: FastifyInstance, code: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: `/admin/enter/${code}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    payload: '',
  })
}

/** Signs in a browser by a link. */
export async function signIn(
  { app, book }: Pick<TestApp, 'app' | 'book'>,
  { name = 'Anna', role = 'owner' as Role, headers = {} as Headers } = {},
): Promise<SignedInBrowser> {
  const response = await pressEnter(app, await book.owners.invite({ name, role }), headers)
  if (response.statusCode !== 303) throw new Error(`expected 303, got ${response.statusCode}: ${response.body}`)
  return new SignedInBrowser(app, sessionCookieOf(response), String(headers.host ?? 'localhost'))
}

/** The session's cookie that an answer sets, as it is sent back. */
export function sessionCookieOf(response: LightMyRequestResponse): string {
  const cookie = response.cookies.find(({ name }) => name.endsWith(SESSION))
  if (!cookie) throw new Error(`expected a session, got ${response.statusCode} ${headerOf(response, 'location')}`)
  return `${cookie.name}=${cookie.value}`
}
