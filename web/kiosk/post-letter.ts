import type { Draft } from '../../server/common/entry.ts'
import { FIELD_NAMES } from '../../server/common/entry-fields.ts'
import { WRITE_PATH } from '../../server/common/kiosk-paths.ts'
import type { Problem } from '../../server/common/problem.ts'
import { addressOf } from '../address.ts'
import { LONG_WAIT_SECONDS, PATIENCE_MS, readProblem } from '../signing/post-entry.ts'

/** What one visitor sends. The same letter sent again is added once. */
export interface Letter {
  readonly draft: Draft
  /** Tells it from all others. */
  readonly key: string
  /** Of the explanation of a refusal. */
  readonly language: string
}

type LetterAnswer =
  | { readonly kind: 'added'; readonly isWaiting: boolean }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** It may or may not have been added. */
  | { readonly kind: 'failed'; readonly retryAfter: string | null }

export async function postLetter({ draft, key, language }: Letter): Promise<LetterAnswer> {
  const fields = FIELD_NAMES.flatMap((field) => (draft[field] === undefined ? [] : [[field, draft[field]]]))
  try {
    const response = await fetch(addressOf(WRITE_PATH), {
      method: 'POST',
      headers: { accept: 'application/json', 'guestbook-language': language },
      body: new URLSearchParams([['key', key], ...fields]),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (response.ok) return { kind: 'added', isWaiting: (await response.json()).state === 'waiting' }
    const retryAfter = response.headers.get('retry-after')
    const problem = await readProblem(response)
    if (problem && isFinal(response.status, problem, retryAfter)) return { kind: 'refused', problem }
    return { kind: 'failed', retryAfter }
  } catch {
    return { kind: 'failed', retryAfter: null }
  }
}

/** False if the same letter may be accepted soon: an owner can open the tablet again. */
function isFinal(status: number, { kind }: Problem, retryAfter: string | null): boolean {
  if (Number(retryAfter) > LONG_WAIT_SECONDS) return true
  return status < 500 && status !== 408 && status !== 429 && kind !== 'not-open'
}
