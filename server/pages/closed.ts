import { html } from 'ghtml'
import { type Gate, gateStateAt, nextOpening } from '../book/gate.ts'
import type { ClosedView } from './book-view.ts'
import type { PageContext } from './page-context.ts'

/** Undefined while the book is open or its gate unknown. `now` is in milliseconds since 1970. */
export function closedView(gate: Gate | undefined, now: number): ClosedView | undefined {
  if (!gate || gateStateAt(gate, now) !== 'closed') return undefined
  const opensAt = nextOpening(gate, now)
  return { opensAt: opensAt === undefined ? undefined : new Date(opensAt).toISOString() }
}

export function renderClosed({ opensAt }: ClosedView, { words: { notices }, formats }: PageContext): string {
  return html`<div id="sign" class="closed">
<p>${notices.closed}</p>
!${opensAt === undefined ? '' : html`<p>${notices.opensOn(formats.time(opensAt))}</p>`}
<p class="status" role="status"></p>
</div>`
}
