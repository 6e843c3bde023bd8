import { html } from 'ghtml'
import type { FinalAction } from '../../languages/admin/entries/text.ts'
import type { EntryAction } from '../entries/actions.ts'
import type { Listed } from '../entries/list-entries.ts'
import { ENTRIES_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderEntryText } from './entry-form.ts'
import { renderAdminPage, renderToken } from './layout.ts'

interface AskView {
  readonly action: EntryAction & { readonly name: FinalAction }
  readonly entries: readonly Listed[]
  readonly back: string
}

/** Asks before an action that cannot be undone. */
export function renderAskPage({ action, entries, back }: AskView, context: OwnerContext): string {
  const { words, formats, owner } = context
  const ask = words.entries.ask[action.name]
  const title = formats.plural(ask.title, action.ids.length)
  const body = html`<h1>${title}</h1>
<p class="how">${ask.text}</p>
<form class="ask" method="post" action="${ENTRIES_PATH}">!${renderToken(owner)}<input type="hidden" name="action" value="${action.name}"><input type="hidden" name="back" value="${back}">!${action.ids.map((id) => html`<input type="hidden" name="id" value="${id}">`)}
<p class="acts"><button class="main">${ask.yes}</button> <a class="button" href="${back}">${words.entries.keep}</a></p>
</form>
<ol class="entries" role="list">!${entries.map((entry) => html`<li>!${renderEntryText(entry, context)}</li>`)}</ol>`
  return renderAdminPage({ title, body }, context)
}
