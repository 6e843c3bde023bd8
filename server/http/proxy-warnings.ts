import type { FastifyBaseLogger } from 'fastify'

const INTERVAL_MS = 60 * 60 * 1000

const NAME_LENGTH = 200

const REMEDY =
  'Let the proxy pass Host on (nginx: "proxy_set_header Host $http_host;", Apache: "ProxyPreserveHost On"), or let it send X-Forwarded-Host and set TRUST_PROXY.'

/** Warns of proxies that change Host, at most once an hour of each kind. */
export class ProxyWarnings {
  readonly #warnedAt = new Map<string, number>()

  /** Call if a post's page has another host than it was sent to. */
  otherOrigin(log: FastifyBaseLogger, names: { origin: string; host: string | undefined }): void {
    const origin = cut(names.origin)
    const host = cut(names.host)
    this.#warn('origin', () =>
      log.warn(
        { origin, host },
        `A post was refused as coming from another site: its page is at ${origin}, but it was sent to the host ${host}. If that page is this guestbook, a proxy changes Host, and nobody can sign. ${REMEDY}`,
      ),
    )
  }

  /** Call if a request asks for another host than that of PUBLIC_URL. */
  otherHost(log: FastifyBaseLogger, names: { host: string | undefined; publicUrl: string }): void {
    const host = cut(names.host)
    const { publicUrl } = names
    this.#warn('host', () =>
      log.warn(
        { host, publicUrl },
        `A request was answered 421: it asked for the host ${host}, but PUBLIC_URL is ${publicUrl}. If visitors see that answer, PUBLIC_URL is wrong or a proxy changes Host. ${REMEDY}`,
      ),
    )
  }

  #warn(kind: string, warn: () => void): void {
    const now = performance.now()
    if (now - (this.#warnedAt.get(kind) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return
    this.#warnedAt.set(kind, now)
    warn()
  }
}

function cut(name = ''): string {
  if (name === '') return '(none)'
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name
}
