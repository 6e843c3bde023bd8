import { type Draft, type Entry, fieldsOf, toWellFormed } from '../../server/common/entry.ts'
import { API_ENTRIES_PATH } from '../../server/common/paths.ts'
import type { Problem } from '../../server/common/problem.ts'
import { addressOf } from '../address.ts'

/** How long an answer may take. */
export const PATIENCE_MS = 20_000

/** A server that asks for a longer pause has a reason that the visitor should read. */
export const LONG_WAIT_SECONDS = 300

export type PostAnswer =
  | { readonly kind: 'signed'; readonly entry: Entry }
  /** The entry waits for the owner. */
  | { readonly kind: 'held'; readonly id: string }
  /** The entry was rejected. `problem` says why; undefined if a proxy answered. */
  | { readonly kind: 'refused'; readonly problem: Problem | undefined }
  /** The entry may or may not have been added: send it again under the same key. */
  | { readonly kind: 'failed'; readonly retryAfter: string | null }

/** Sends an entry. The same key adds it once. Half a surrogate pair, which the API rejects, becomes U+FFFD, as in a form. */
export async function postEntry(draft: Draft, key: string): Promise<PostAnswer> {
  try {
    const response = await fetch(addressOf(API_ENTRIES_PATH), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        // Another tab may have changed the language since.
        'guestbook-language': document.documentElement.lang,
      },
      body: JSON.stringify(toWellFormed(draft), [...fieldsOf(draft)]),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (response.status === 201) return { kind: 'signed', entry: await response.json() }
    if (response.status === 202) return { kind: 'held', id: (await response.json()).id }
    const retryAfter = response.headers.get('retry-after')
    if (isRefusal(response.status) || Number(retryAfter) > LONG_WAIT_SECONDS)
      return { kind: 'refused', problem: await readProblem(response) }
    return { kind: 'failed', retryAfter }
  } catch {
    return { kind: 'failed', retryAfter: null }
  }
}

/** A unique key. `crypto.randomUUID` would need HTTPS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A request that took too long (408) may be fine the next time. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408
}

/** Undefined if the answer is not the guestbook's, but perhaps a proxy's. */
export async function readProblem(response: Response): Promise<Problem | undefined> {
  return /problem\+json/.test(response.headers.get('content-type') ?? '') ? response.json() : undefined
}
