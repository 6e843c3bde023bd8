import { pause, retryPause } from '../retry.ts'
import type { SentDraft } from './draft-store.ts'
import { type PostAnswer, postEntry } from './post-entry.ts'

/** An event of the window: the server can be reached again. */
export const BACK = 'guestbook-back'

interface DeliveryOptions {
  /** False once the draft is given up. */
  readonly isWanted: () => boolean
  /** True if the entry itself has arrived from the server. */
  readonly hasCome: () => boolean
  /** Events that start the next attempt at once. */
  readonly wakers: readonly (readonly [EventTarget, string])[]
  readonly onAttempt: (isUnderWay: boolean) => void
  /** Called after a failed attempt, before the wait for the next one. */
  readonly onFailure: () => void
}

/** Sends a draft under its key until the server confirms or rejects it. Resolves to undefined if the draft is given up. */
export async function deliver(
  draft: SentDraft,
  { isWanted, hasCome, wakers, onAttempt, onFailure }: DeliveryOptions,
): Promise<Exclude<PostAnswer, { kind: 'failed' }> | undefined> {
  let hadCome = false
  for (let failures = 1; isWanted(); failures++) {
    onAttempt(true)
    const answer = await postEntry(draft, draft.sent.key)
    onAttempt(false)
    if (answer.kind !== 'failed') return answer
    // The entry has arrived, so only the answer was lost: ask for it again at once, but only once.
    const isNews = hasCome() && !hadCome
    hadCome = hasCome()
    if (isNews) continue
    onFailure()
    await pause(retryPause(failures, answer.retryAfter), ...wakers)
  }
  return undefined
}
