const PATIENCE_MS = 60_000
const PATIENCE_WHILE_WRITING_MS = 120_000

/** For the answer to the question whether somebody is still there. */
const COUNTDOWN_MS = 20_000

/** Whether somebody is at the tablet. `asked`: they have `seconds` to say so. */
type Presence =
  | { readonly kind: 'here' }
  | { readonly kind: 'asked'; readonly seconds: number }
  | { readonly kind: 'gone' }

/** @param idle in milliseconds since the last touch */
export function presenceAfter(idle: number, isWriting: boolean): Presence {
  const late = idle - (isWriting ? PATIENCE_WHILE_WRITING_MS : PATIENCE_MS)
  if (late < 0) return { kind: 'here' }
  return late < COUNTDOWN_MS ? { kind: 'asked', seconds: Math.ceil((COUNTDOWN_MS - late) / 1000) } : { kind: 'gone' }
}
