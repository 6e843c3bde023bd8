import { html } from 'ghtml'
import type { Said } from '../admin/entries/way-back.ts'
import { TOKEN_FIELD } from '../admin/forms.ts'
import type { Owner } from '../admin/guard.ts'
import { renderToken } from '../admin/pages/layout.ts'
import { ENTRIES_PATH, FROM_BOOK, replyPath, SIGN_PATH } from '../admin/pages/navigation.ts'
import { renderSaid } from '../admin/pages/said.ts'
import { ADMIN_PATH } from '../common/admin-paths.ts'
import type { Entry } from '../common/entry.ts'
import { ADMIN_CATALOGUES } from '../languages/admin/catalogues.ts'
import type { PageContext } from './page-context.ts'

/** Somebody who keeps the book and reads its page. */
export interface Keeper {
  readonly owner: Owner
  readonly back: string
  /** What they have just done there. */
  readonly said: Said | undefined
}

/** Renders what was just done, the link to the owner's pages, and the form that the entries' buttons belong to. */
export function renderKeeper({ owner, back, said }: Keeper, { language, formats }: PageContext): string {
  const words = ADMIN_CATALOGUES[language]
  const { said: text, undo = '' } = renderSaid(said, back, { language, words, formats, owner })
  return html`!${text === undefined ? '' : html`<div class="keeper"><p role="status">${text}</p>!${undo}</div>`}
<form id="keeper" class="keeper" method="post" action="${ENTRIES_PATH}">!${renderToken(owner)}<input type="hidden" name="back" value="${back}"><p>${words.signedInAs(owner.name)}</p><a href="${ADMIN_PATH}">${words.back}</a></form>
`
}

/** Renders the button with which an owner signs as such, in the visitors' form. It alone sends the token, to the owner's side. */
export function renderSignAsOwner({ owner }: Keeper, { language }: PageContext): string {
  if (owner.role !== 'owner') return ''
  const { title } = ADMIN_CATALOGUES[language].sign
  return html`<button class="as-owner" name="${TOKEN_FIELD}" value="${owner.token}" formaction="${SIGN_PATH}?${FROM_BOOK}">${title}</button>`
}

/** Renders what somebody who keeps the book may do with an entry. */
export function renderKeeperActions(entry: Entry, { back, owner }: Keeper, context: PageContext): string {
  const { id, name, pinned } = entry
  const { hide, reply, unpin } = ADMIN_CATALOGUES[context.language].entries.buttons
  const about = name || context.words.anonymous
  const button = (deed: string, label: string) =>
    html`<button form="keeper" name="one" value="${deed} ${id}" aria-label="${label}: ${about}">${label}</button>`
  return html`<p class="keeper">!${button('hide', hide)}<a href="${replyPath(id)}?back=${encodeURIComponent(back)}" rel="nofollow" aria-label="${reply}: ${about}">${reply}</a>!${pinned && owner.role === 'owner' ? button('unpin', unpin) : ''}</p>`
}
