import { html } from 'ghtml'
import type { HeldEntry } from '../book/moderation.ts'
import type { LogId } from '../common/log-id.ts'
import { changePath, TAKEN_BACK, takeBackPath, waitingAnchor, withdrawPath } from '../common/paths.ts'
import { mayBeFolded } from '../common/text/folding.ts'
import { renderFold, renderMessage, renderName } from './entry-item.ts'
import type { PageContext } from './page-context.ts'
import { renderInlineSignature } from './signature.ts'

export function renderActions(id: LogId, mayChange: boolean, { words: { own } }: PageContext): string {
  const change = mayChange ? html`<a href="${changePath(id)}" rel="nofollow">${own.change}</a>` : ''
  return html`<p class="own">!${change}<a href="${takeBackPath(id)}" rel="nofollow">${own.takeBack}</a></p>`
}

/** The focus is there, so that it is in view and screen readers read it. Scripts show the same sentence as the form's status. */
export function renderTakenBack({ words: { own } }: PageContext): string {
  return html`<p class="notice thanks" id="${TAKEN_BACK}" role="status" tabindex="-1" autofocus>${own.takenBack}</p>
`
}

/** An author's own entry that waits for the owner. White space as in `renderEntry`. */
export function renderWaitingItem(entry: HeldEntry, context: PageContext): string {
  const { id, message } = entry
  const { words } = context
  return html`<li id="${waitingAnchor(id)}">!${mayBeFolded(message) ? renderFold(words) : ''}!${renderMessage(entry, context)}<p class="by">!${renderName(entry, context)}!${renderInlineSignature(entry.signature)} <span>${words.own.waiting}</span></p><form class="own" method="post" action="${withdrawPath(id)}"><button>${words.own.withdraw}</button></form></li>
`
}
