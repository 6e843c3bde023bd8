import { html } from 'ghtml'
import type { Closed } from './book-view.ts'
import type { PageContext } from './page-context.ts'

/** Stands where the form is while the book is open. */
export function renderClosed({ opensAt }: Closed, { words: { notices }, formats }: PageContext): string {
  return html`<div id="sign" class="closed">
<p>${notices.closed}</p>
!${opensAt === undefined ? '' : html`<p>${notices.opensOn(formats.time(opensAt))}</p>`}
<p class="status" role="status"></p>
</div>`
}
