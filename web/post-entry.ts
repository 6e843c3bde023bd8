import { type Draft, type Entry, toWellFormed } from '../server/shared/entry.ts'
import { ENTRIES_PATH } from '../server/shared/paths.ts'
import type { Problem } from '../server/shared/problem.ts'

/** How long an answer may take, in milliseconds. */
const PATIENCE = 20_000

/** What came of a post. */
export type PostAnswer =
  | { readonly kind: 'signed'; readonly entry: Entry }
  /** The server will not take it as it is; `problem` says why, unless somebody else has answered. */
  | { readonly kind: 'refused'; readonly problem: Problem | undefined }
  /** Nobody knows whether it was added: to be sent again under the same key. */
  | { readonly kind: 'failed'; readonly retryAfter: string | null }

/**
 * Sends an entry. Sent again under the same key it is added once. The API refuses half of a surrogate pair: it becomes U+FFFD, as in a
 * form that is sent without the script.
 */
export async function postEntry(draft: Draft, key: string): Promise<PostAnswer> {
  try {
    const response = await fetch(ENTRIES_PATH, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        // What is wrong is said in the language of this page, whatever was chosen in another tab since.
        'guestbook-language': document.documentElement.lang,
      },
      body: JSON.stringify(toWellFormed(draft)),
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (response.status === 201) return { kind: 'signed', entry: await response.json() }
    if (isRefusal(response.status)) return { kind: 'refused', problem: await readProblem(response) }
    return { kind: 'failed', retryAfter: response.headers.get('retry-after') }
  } catch {
    return { kind: 'failed', retryAfter: null }
  }
}

/** A key that nobody else has. `crypto.randomUUID` would want HTTPS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A request that took too long (408) may be fine the next time. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408
}

/** Undefined for an answer that is none of the guestbook's, such as a proxy's own page. */
async function readProblem(response: Response): Promise<Problem | undefined> {
  return /problem\+json/.test(response.headers.get('content-type') ?? '') ? response.json() : undefined
}
