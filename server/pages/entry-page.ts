import { html } from 'ghtml'
import type { Entry } from '../common/entry.ts'
import { aroundPath, bookPath, entryPath } from '../common/paths.ts'
import { excerpt } from '../common/text/excerpt.ts'
import { renderDocument } from './document.ts'
import { renderEntry } from './entry-item.ts'
import { renderFooter } from './footer.ts'
import { renderActions } from './own-items.ts'
import type { PageContext } from './page-context.ts'

export interface EntryView {
  readonly entry: Entry
  readonly isThanked?: boolean | undefined
  /** Present if the visitor may still change it or take it back; a closed book takes no change. */
  readonly own?: { readonly mayChange: boolean } | undefined
}

/** Previews cut it anyway. */
const DESCRIPTION_CHARACTERS = 200

/** Renders one entry, large, with the way into the book around it. */
export function renderEntryPage({ entry, isThanked = false, own }: EntryView, context: PageContext): string {
  const { words, formats, title } = context
  const { id, name, message, createdAt } = entry
  const subtitle = words.script.entryBy
    .replace('{name}', () => name || words.anonymous)
    .replace('{time}', () => formats.day(createdAt))
  const actions = own ? renderActions(id, own.mayChange, context) : ''
  const body = html`<header>
<p class="book" dir="auto"><a href="${bookPath()}">${title}</a></p>
</header>
<main class="one">
<h1 class="unseen">${subtitle}</h1>
!${isThanked ? html`<p class="thanks" role="status">${words.script.signed}</p>` : ''}
<ul class="entries" role="list">!${renderEntry(entry, context, actions)}</ul>
<p class="turn"><a href="${aroundPath(id)}#${id}" rel="nofollow">${words.around}</a> <a href="${bookPath()}">${words.back}</a></p>
</main>
!${renderFooter(entryPath(id), context)}`
  const path = entryPath(id)
  const description = excerpt(message, DESCRIPTION_CHARACTERS)
  return renderDocument({ subtitle, description, path, indexedPath: path, body, isOwn: own !== undefined }, context)
}
