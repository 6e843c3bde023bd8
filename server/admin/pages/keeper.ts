import { html } from 'ghtml'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { Entry } from '../../common/entry.ts'
import { ADMIN_CATALOGUES } from '../../languages/admin/catalogues.ts'
import type { KeeperParts } from '../../pages/book-view.ts'
import type { PageContext } from '../../pages/page-context.ts'
import type { Feedback } from '../entries/way-back.ts'
import { TOKEN_FIELD } from '../forms.ts'
import type { Owner } from '../guard.ts'
import { ENTRIES_PATH, FROM_BOOK, replyPath, SIGN_PATH } from '../paths.ts'
import { renderFeedback } from './feedback.ts'
import { renderToken } from './layout.ts'

interface Keeper {
  readonly owner: Owner
  readonly back: string
  readonly feedback: Feedback | undefined
}

export function renderKeeper(keeper: Keeper, context: PageContext): KeeperParts {
  return {
    top: renderTop(keeper, context),
    besideButton: renderSignAsOwner(keeper, context),
    actionsOf: (entry) => renderActions(entry, keeper, context),
  }
}

function renderTop({ owner, back, feedback }: Keeper, { language, formats }: PageContext): string {
  const words = ADMIN_CATALOGUES[language]
  const { feedback: text, undo = '' } = renderFeedback(feedback, back, { language, words, formats, owner })
  return html`!${text === undefined ? '' : html`<div class="keeper"><p role="status">${text}</p>!${undo}</div>`}
<form id="keeper" class="keeper" method="post" action="${ENTRIES_PATH}">!${renderToken(owner)}<input type="hidden" name="back" value="${back}"><p>${words.signedInAs(owner.name)}</p><a href="${ADMIN_PATH}">${words.back}</a></form>
`
}

/** Signs as an owner, in the visitors' form. This button alone sends the token, to the owner's side. */
function renderSignAsOwner({ owner }: Keeper, { language }: PageContext): string {
  if (owner.role !== 'owner') return ''
  const { title } = ADMIN_CATALOGUES[language].sign
  return html`<button class="as-owner" name="${TOKEN_FIELD}" value="${owner.token}" formaction="${SIGN_PATH}?${FROM_BOOK}">${title}</button>`
}

function renderActions(entry: Entry, { back, owner }: Keeper, context: PageContext): string {
  const { id, name, pinned } = entry
  const { hide, reply, unpin } = ADMIN_CATALOGUES[context.language].entries.buttons
  const about = name || context.words.anonymous
  const button = (action: string, label: string) =>
    html`<button form="keeper" name="one" value="${action} ${id}" aria-label="${label}: ${about}">${label}</button>`
  return html`<p class="keeper">!${button('hide', hide)}<a href="${replyPath(id)}?back=${encodeURIComponent(back)}" rel="nofollow" aria-label="${reply}: ${about}">${reply}</a>!${pinned && owner.role === 'owner' ? button('unpin', unpin) : ''}</p>`
}
