/** Requests to servers. */
export interface Load {
  /** Servers that share the connections, without a path. */
  readonly urls: readonly string[]
  /** Each connection sends its share of these in turn, repeatedly. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** autocannon's placeholder in headers and bodies: replaced by a unique text in each request. */
export const FRESH = '[<id>]'

export type Extent = { readonly seconds: number } | { readonly amount: number }

const CONNECTIONS = 50

/** Headers of browsers that change the answer. */
export const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'en-GB,en;q=0.9' }

export const POST_WITHOUT_KEY: LoadRequest = {
  method: 'POST',
  path: '/api/entries',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    name: 'Grace of Arlington',
    // The same text again within a day would wait for the owner.
    message: `Thank you for having us; the garden, the music and the long talk stay with us. ${FRESH}`,
  }),
}

export const POST: LoadRequest = {
  ...POST_WITHOUT_KEY,
  headers: { ...POST_WITHOUT_KEY.headers, 'idempotency-key': FRESH },
}

export function get(path: string, headers: Readonly<Record<string, string>> = {}): LoadRequest {
  return { method: 'GET', path, headers: { ...BROWSER, ...headers } }
}

export function loadOf(servers: readonly { readonly url: string }[], ...requests: readonly LoadRequest[]): Load {
  return { urls: servers.map(({ url }) => url), requests, connections: CONNECTIONS }
}
