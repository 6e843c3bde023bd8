import { html } from 'ghtml'
import type { FinalDeed } from '../../languages/admin/entries/text.ts'
import type { Deed } from '../entries/deeds.ts'
import type { Listed } from '../entries/list-entries.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderEntryText } from './entry-form.ts'
import { renderAdminPage, renderToken } from './layout.ts'
import { ENTRIES_PATH } from './navigation.ts'

export interface AskView {
  readonly deed: Deed & { readonly name: FinalDeed }
  readonly entries: readonly Listed[]
  readonly back: string
}

/** Asks before what cannot be undone. */
export function renderAsk({ deed, entries, back }: AskView, context: OwnerContext): string {
  const { words, formats, owner } = context
  const ask = words.entries.ask[deed.name]
  const title = formats.plural(ask.title, deed.ids.length)
  const body = html`<h1>${title}</h1>
<p class="how">${ask.text}</p>
<form class="ask" method="post" action="${ENTRIES_PATH}">!${renderToken(owner)}<input type="hidden" name="action" value="${deed.name}"><input type="hidden" name="back" value="${back}">!${deed.ids.map((id) => html`<input type="hidden" name="id" value="${id}">`)}
<p class="acts"><button class="main">${ask.yes}</button> <a class="button" href="${back}">${words.entries.keep}</a></p>
</form>
<ol class="entries" role="list">!${entries.map((entry) => html`<li>!${renderEntryText(entry, context)}</li>`)}</ol>`
  return renderAdminPage({ title, body }, context)
}
