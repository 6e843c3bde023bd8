import { randomBytes } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { formBody, type Headers } from '../http/requests.ts'
import type { TestApp } from '../support/app.ts'

/** A tablet that an owner has opened. */
export class Tablet {
  readonly cookie: string
  readonly #app: FastifyInstance

  constructor(app: FastifyInstance, cookie: string) {
    this.#app = app
    this.cookie = cookie
  }

  /** The same tablet, asking another front end. */
  at({ app }: Pick<TestApp, 'app'>): Tablet {
    return new Tablet(app, this.cookie)
  }

  get(url = '/kiosk', headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.#app.inject({ url, headers: { cookie: this.cookie, ...headers } })
  }

  /** Sends the form, with a key of its own unless `fields` has one. An empty header is left out. */
  post(fields: Readonly<Record<string, string>> | string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return postAs(this.#app, '/kiosk/write', typeof fields === 'string' ? fields : { key: newKey(), ...fields }, {
      cookie: this.cookie,
      ...headers,
    })
  }
}

/** As the script sends it. */
export const FROM_SCRIPT = { accept: 'application/json', 'guestbook-language': 'de' }

/** What tells a form from all others. */
export function newKey(): string {
  return randomBytes(16).toString('hex')
}

export function postAs(
  app: FastifyInstance,
  url: string,
  fields: Readonly<Record<string, string>> | string,
  headers: Headers = {},
): Promise<LightMyRequestResponse> {
  const sent = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers }
  return app.inject({
    method: 'POST',
    url,
    headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== '')),
    payload: typeof fields === 'string' ? fields : formBody(fields),
  })
}

/** Presses the button on the page of a link. */
export function pressOpen(app: FastifyInstance, key: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
  return postAs(app, `/kiosk/open/${key}`, '', headers)
}

export async function openTablet(
  { app, book }: Pick<TestApp, 'app' | 'book'>,
  { name = 'The door', headers = {} as Headers } = {},
): Promise<Tablet> {
  const response = await pressOpen(app, await book.tablets.invite(name), headers)
  const [cookie] = response.cookies
  if (response.statusCode !== 303 || !cookie) throw new Error(`expected 303, got ${response.statusCode}`)
  return new Tablet(app, `${cookie.name}=${cookie.value}`)
}
