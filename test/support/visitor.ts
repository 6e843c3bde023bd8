import { randomUUID } from 'node:crypto'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

/** A browser with a cookie jar of its own, which may ask any front end. */
export class TestVisitor {
  readonly cookies = new Map<string, string>()
  app: FastifyInstance
  readonly #headers: Readonly<Record<string, string>>

  constructor(app: FastifyInstance, headers: Readonly<Record<string, string>> = {}) {
    this.app = app
    // Two browsers that send the same words and nothing to tell them apart count as one that sent them twice.
    this.#headers = { 'user-agent': randomUUID(), ...headers }
  }

  async ask(options: InjectOptions & { readonly url: string }): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.app.inject({
      ...options,
      headers: { ...this.#headers, ...(cookie && { cookie }), ...options.headers },
    })
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.ask({ url })
  }

  /** Sends a form as a page without scripts does. */
  submit(url: string, fields: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.ask({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() })
  }

  /** Sends JSON, or nothing, as a script does. */
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    if (body === undefined) return this.ask({ method, url, headers })
    return this.ask({
      method,
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(body),
    })
  }
}
