/** A browser without scripts that reads a site over the network. It keeps cookies and sends them to their paths. */
export class PathVisitor {
  readonly #cookies = new Map<string, { readonly path: string; readonly pair: string }>()

  /** Asks for an address, without following redirects. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname, origin } = new URL(url)
    const sent = [...this.#cookies.values()].filter(({ path }) => isBelow(pathname, path)).map(({ pair }) => pair)
    const headers = { 'sec-fetch-site': 'same-origin', origin, cookie: sent.join('; '), ...init.headers }
    const response = await fetch(url, { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) this.#keep(line, pathname)
    return response
  }

  /** Sends a form, and follows the redirect that answers it. */
  async submit(url: string, fields: Readonly<Record<string, string>>, referer?: string): Promise<Response> {
    const headers = referer === undefined ? {} : { referer }
    const answer = await this.ask(url, { method: 'POST', body: new URLSearchParams(fields), headers })
    const location = answer.headers.get('location')
    if (location === null) return answer
    await answer.body?.cancel()
    return this.ask(new URL(location, url).href)
  }

  /** By RFC 6265, sections 5.1.4 and 5.2. */
  #keep(line: string, pathname: string): void {
    const pair = line.split(';', 1)[0] ?? ''
    const folder = pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')))
    const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? folder
    const name = `${pair.split('=', 1)[0]} ${path}`
    if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, { path, pair })
  }
}

function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
