import { html } from 'ghtml'
import type { HeldEntry } from '../book/moderation.ts'
import type { LogId } from '../common/log-id.ts'
import { changePath, takeBackPath, waitingAnchor, withdrawPath } from '../common/paths.ts'
import { mayBeFolded } from '../common/text/folding.ts'
import { renderFold } from './entry-item.ts'
import type { PageContext } from './page-context.ts'

/** What an author may do with an entry. A closed book takes no change, but an entry can be taken back. */
export function renderActions(id: LogId, mayChange: boolean, { words: { own } }: PageContext): string {
  const change = mayChange ? html`<a href="${changePath(id)}" rel="nofollow">${own.change}</a>` : ''
  return html`<p class="own">!${change}<a href="${takeBackPath(id)}" rel="nofollow">${own.takeBack}</a></p>`
}

/** Renders an author's own entry that waits for the owner, for their own page. White space as in `renderEntry`. */
export function renderWaiting({ id, name, message }: HeldEntry, { words }: PageContext): string {
  return html`<li id="${waitingAnchor(id)}">!${mayBeFolded(message) ? renderFold(words) : ''}<p class="message" dir="auto">${message}</p><p class="by"><bdi>${name || words.anonymous}</bdi>&ensp;${words.own.waiting}</p><form class="own" method="post" action="${withdrawPath(id)}"><button>${words.own.withdraw}</button></form></li>
`
}
