import type { SentDraft } from './draft-store.ts'
import { type PostAnswer, postEntry } from './post-entry.ts'
import { pause, retryPause } from './retry.ts'

export interface DeliveryOptions {
  /** False once the draft was given up: then it is not sent again. */
  readonly isWanted: () => boolean
  /** True where the entry itself has come from the server. */
  readonly hasCome: () => boolean
  /** Events after which the next attempt does not wait. */
  readonly wakers: readonly (readonly [EventTarget, string])[]
  /** Called with true when an attempt begins, with false when it has ended. */
  readonly onAttempt: (isUnderWay: boolean) => void
  /** Called when an attempt was in vain and the next one is waited for. */
  readonly onFailure: () => void
}

/**
 * Sends a draft under its key until the server has answered for it: over lost connections, and without a network for a while.
 * @returns undefined where it was given up before
 */
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
    // The entry came meanwhile: only the answer was lost, and it is asked for at once, if only once.
    const isNews = hasCome() && !hadCome
    hadCome = hasCome()
    if (isNews) continue
    onFailure()
    await pause(retryPause(failures, answer.retryAfter), ...wakers)
  }
  return undefined
}
