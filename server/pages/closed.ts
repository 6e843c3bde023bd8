import { html } from 'ghtml'
import type { Gate } from '../book/gate.ts'
import { closedAt } from '../signing/closed.ts'
import type { ClosedView } from './book-view.ts'
import type { PageContext } from './page-context.ts'

/** Undefined while the book is open or its gate unknown. `now` is in milliseconds since 1970. */
export function closedView(gate: Gate | undefined, now: number): ClosedView | undefined {
  const closed = gate && closedAt(gate, now)
  return closed && { opensAt: closed.opensAt === undefined ? undefined : new Date(closed.opensAt).toISOString() }
}

export function renderClosed({ opensAt }: ClosedView, { words: { notices }, formats }: PageContext): string {
  return html`<div id="sign" class="closed">
<p>${notices.closed}</p>
!${opensAt === undefined ? '' : html`<p>${notices.opensOn(formats.time(opensAt))}</p>`}
<p class="status" role="status"></p>
</div>`
}
