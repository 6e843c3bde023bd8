import { request } from 'undici'

export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** autocannon's placeholder in headers and bodies: replaced by a unique text in each request. */
export const FRESH = '[<id>]'

/** Headers of browsers that change the answer. */
const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'en-GB,en;q=0.9' }

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

/** Sends one request. @throws Error if the answer is an error */
export async function ask(url: string, { path, ...options }: LoadRequest) {
  const { statusCode, headers, body } = await request(url + path, options)
  const bytes = Buffer.from(await body.arrayBuffer())
  if (statusCode >= 400) throw new Error(`expected ${options.method} ${url}${path} to succeed, got ${statusCode}`)
  return { statusCode, headers, bytes }
}
