import { FRESH, type Load, type LoadRequest } from './load.ts'

/** How many visitors ask at once. */
export const CONNECTIONS = 50

/** What browsers send, as far as it matters to the answer. */
const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd', 'accept-language': 'en-GB,en;q=0.9' }

/** A post that no guestbook has seen: 18 characters of a name, 100 of a message. */
export const POST: LoadRequest = {
  method: 'POST',
  path: '/api/entries',
  headers: { 'content-type': 'application/json', 'idempotency-key': FRESH },
  body: JSON.stringify({
    name: 'Grace of Arlington',
    message: 'Thank you for having us; the garden, the music and the long talk at the fire stay with us. Until May!',
  }),
}

/** Asks for one path as a browser does. */
export function get(path: string, headers: Readonly<Record<string, string>> = {}): LoadRequest {
  return { method: 'GET', path, headers: { ...BROWSER, ...headers } }
}

/** Asks for one path and takes no compressed answer, so that nothing but the answer itself is measured. */
export function getPlain(path: string): LoadRequest {
  return get(path, { 'accept-encoding': 'identity' })
}

/** A load of these requests on the usual number of connections. */
export function loadOf({ url }: { readonly url: string }, ...requests: readonly LoadRequest[]): Load {
  return { url, requests, connections: CONNECTIONS }
}
