import { html } from 'ghtml'
import type { Entry } from '../common/entry.ts'
import { headingUnit } from '../common/headings.ts'
import { renderEntry } from './entry-item.ts'
import type { PageContext } from './page-context.ts'

interface EntryListView {
  readonly entries: readonly Entry[]
  /** ISO 8601 in UTC. */
  readonly now: string
  /** HTML at the end of an entry. */
  readonly actionsOf: (entry: Entry) => string
}

/** The items of a list, with a heading wherever another day or month begins. */
export function renderEntries({ entries, now, actionsOf }: EntryListView, context: PageContext): string {
  const today = startOfDay(now)
  let last: string | undefined
  // Not joined: that would copy the whole list once more (benchmark row "GET /?before=, each another page").
  let list = ''
  for (const entry of entries) {
    const heading = headingOf(entry.createdAt, today, context)
    if (last !== undefined && heading !== last) list += renderHeading(heading)
    last = heading
    list += renderEntry(entry, context, actionsOf(entry))
  }
  return list
}

function renderHeading(text: string): string {
  return html`<li class="part"><h3>${text}</h3></li>
`
}

function headingOf(createdAt: string, today: number, { formats }: PageContext): string {
  return formats.heading(createdAt, headingUnit(startOfDay(createdAt), today))
}

function startOfDay(iso: string): number {
  return Date.parse(iso.slice(0, 'YYYY-MM-DD'.length))
}
