/** How long nothing may be touched, in milliseconds: while nothing is written, and while something is. */
const PATIENCE = 60_000
const PATIENCE_WITH_WRITERS = 120_000

/** How long a visitor has to answer whether they are still there, in milliseconds. */
const COUNTDOWN = 20_000

/** Whether somebody is at the tablet. `asked`: they have so many seconds to say that they are. */
type Presence =
  | { readonly kind: 'here' }
  | { readonly kind: 'asked'; readonly seconds: number }
  | { readonly kind: 'gone' }

/** @param idle in milliseconds since the last touch */
export function presenceAfter(idle: number, isWriting: boolean): Presence {
  const late = idle - (isWriting ? PATIENCE_WITH_WRITERS : PATIENCE)
  if (late < 0) return { kind: 'here' }
  return late < COUNTDOWN ? { kind: 'asked', seconds: Math.ceil((COUNTDOWN - late) / 1000) } : { kind: 'gone' }
}
