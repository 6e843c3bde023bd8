/** What to ask of a server, and how hard. Plain data: it travels to the process that does it. */
export interface Load {
  /** The server's address without a path. */
  readonly url: string
  /** Asked in turn, over and over, on every connection, each beginning with another of them. {@link FRESH} in a body or a header's value is another text each time. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  /** Redirects count as success, too: a form is answered by one. */
  readonly takesRedirects?: boolean | undefined
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
}

/** Stands for a text that no two requests share; autocannon's own placeholder. */
export const FRESH = '[<id>]'

/** How long a load lasts: the next request follows the answer, for a time or until so many were answered. */
export type Extent = { readonly seconds: number } | { readonly amount: number }

/** What became of a load. */
export interface LoadResult {
  readonly answers: number
  readonly perSecond: number
  /** How many bytes an answer has, headers included, on average. */
  readonly bytesEach: number
  readonly latency: Latency
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

/** Answers by status code; the key "error" counts what was not answered at all. */
export type Outcomes = Readonly<Record<string, number>>

/** Throws where anything but success came: the speed of refusals is no measure. 304 is success: nobody sends 304 unasked. */
export function expectSuccess(load: Load, outcomes: Outcomes): void {
  const isSuccess = (code: string) => /^2\d\d$|^304$/.test(code) || (load.takesRedirects && /^30[23]$/.test(code))
  const others = Object.entries(outcomes).filter(([code]) => !isSuccess(code))
  if (others.length === 0) return
  const what = others.map(([code, count]) => `${code} (${count} times)`).join(', ')
  const asked = load.requests.map(({ method, path }) => `${method} ${path}`)
  throw new Error(`expected ${load.url} to answer ${[...new Set(asked)].join(', ')} with success only, got ${what}`)
}
