import { html } from 'ghtml'
import type { Entry } from '../common/entry.ts'
import { renderPinnedEntry } from './entry-item.ts'
import type { PageContext } from './page-context.ts'

/** The entries on top of the newest page. The ids belong to those in the list; the script finds these by `data-id`. */
export function renderPinned(
  entries: readonly Entry[],
  actionsOf: (entry: Entry) => string,
  context: PageContext,
): string {
  if (entries.length === 0) return ''
  const items = entries.map((entry) => renderPinnedEntry(entry, context, actionsOf(entry)))
  return html`<ul class="pins" role="list"><li class="part"><h3>${context.words.pinned}</h3></li>!${items}</ul>
`
}
