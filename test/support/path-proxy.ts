import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PathProxyOptions {
  /** Begins with a slash and does not end with one. */
  readonly path: string
  /** True if the server does not see the path. */
  readonly strips: boolean
  /** Headers that the proxy adds to requests. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A reverse proxy that shows a server of this machine below a path, and nothing else. Ended by `await using`. */
export class PathProxy implements AsyncDisposable {
  readonly #options: PathProxyOptions
  readonly #server = createServer((asked, answer) => this.#forward(asked, answer))
  /** Where the server listens. */
  target = 0

  static async start(options: PathProxyOptions): Promise<PathProxy> {
    const proxy = new PathProxy(options)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  private constructor(options: PathProxyOptions) {
    this.#options = options
  }

  /** The address of the server's root, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${this.#options.path}`
  }

  #forward(asked: IncomingMessage, answer: ServerResponse): void {
    const { path, strips, headers } = this.#options
    const { url = '', method } = asked
    if (url !== path && !url.startsWith(`${path}/`) && !url.startsWith(`${path}?`)) {
      answer.writeHead(404, { 'content-type': 'text/plain' }).end('outside of the path')
      return
    }
    const rest = strips ? url.slice(path.length) : url
    const sent = { ...asked.headers, ...headers }
    const options = { port: this.target, method, path: rest.startsWith('/') ? rest : `/${rest}`, headers: sent }
    const forwarded = request({ host: '127.0.0.1', ...options }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(answer)
    })
    forwarded.on('error', () => answer.destroy())
    answer.on('close', () => forwarded.destroy())
    asked.pipe(forwarded)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }
}
