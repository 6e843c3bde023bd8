/** What to ask of a server. Plain data, because it is sent to another thread. */
export interface Load {
  /** The server's address, without a path. */
  readonly url: string
  /**
   * Asked in turn, over and over. Each connection starts at another request; if there are more requests than connections,
   * each connection has its own share of them.
   */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  /** Count redirects as success: a form is answered by one. */
  readonly takesRedirects?: boolean
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** In a header's value or a body: replaced by a new text for each request. This is autocannon's own placeholder. */
export const FRESH = '[<id>]'

/** How long a load lasts. */
export type Extent = { readonly seconds: number } | { readonly amount: number }

export interface LoadResult {
  readonly answers: number
  readonly perSecond: number
  /** The mean size of an answer in bytes, headers included. */
  readonly bytesEach: number
  readonly latency: Latency
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

/** How many visitors ask at once. */
const CONNECTIONS = 50

/** What browsers send, as far as it changes the answer. */
const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'en-GB,en;q=0.9' }

/** A new entry: 18 characters of a name, 100 of a message. */
export const POST: LoadRequest = {
  method: 'POST',
  path: '/api/entries',
  headers: { 'content-type': 'application/json', 'idempotency-key': FRESH },
  body: JSON.stringify({
    name: 'Grace of Arlington',
    message: 'Thank you for having us; the garden, the music and the long talk at the fire stay with us. Until May!',
  }),
}

/** Asks for a path as a browser does. */
export function get(path: string, headers: Readonly<Record<string, string>> = {}): LoadRequest {
  return { method: 'GET', path, headers: { ...BROWSER, ...headers } }
}

/** A load of these requests on the usual number of connections. */
export function loadOf({ url }: { readonly url: string }, ...requests: readonly LoadRequest[]): Load {
  return { url, requests, connections: CONNECTIONS }
}
