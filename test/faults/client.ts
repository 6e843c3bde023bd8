import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** From asking to the end of the answer. */
  readonly milliseconds: number
}

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Asks one front end over connections that are kept, and never asks twice by itself as `fetch` may. Ended by `using`. */
export class Client implements Disposable {
  readonly url: string
  readonly #agent: Agent

  constructor(url: string, { connections = Number.POSITIVE_INFINITY } = {}) {
    this.url = url
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** Throws where the connection fails, or where there is no answer within `LIMIT`. */
  async ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
    const started = performance.now()
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const signal = AbortSignal.timeout(LIMIT)
    const asked = request(`${this.url}${path}`, { method, agent: this.#agent, headers, signal }, (response) => {
      text(response).then(
        (content) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: content,
            milliseconds: performance.now() - started,
          }),
        reject,
      )
    })
    asked.once('error', reject)
    asked.end(body)
    return promise
  }

  /** Posts an entry through the API. */
  post(message: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = JSON.stringify({ name: 'A test', message })
    return this.ask('/api/entries', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  }

  /** Posts the page's form. */
  postForm(message: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = new URLSearchParams({ name: 'A test', message }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.ask('/', { method: 'POST', headers: { ...type, ...headers }, body })
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }
}

/** How long an answer may take, in milliseconds. Anything slower counts as hanging. */
const LIMIT = 20_000
