import { html } from 'ghtml'
import type { ListName } from '../../languages/admin/entries/text.ts'
import { isSearch, LISTS, type ListForm, type ListQuery } from '../entries/criteria.ts'
import type { Listed } from '../entries/list-entries.ts'
import type { SearchResult } from '../entries/search.ts'
import type { Feedback } from '../entries/way-back.ts'
import { ENTRIES_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { type EntryForm, renderEntryForm } from './entry-form.ts'
import { renderFeedback } from './feedback.ts'
import { renderKeys, scriptText } from './keys.ts'
import { renderAdminPage } from './layout.ts'

interface EntriesView {
  readonly query: ListQuery
  readonly result: SearchResult<Listed>
  readonly waiting: number
  readonly feedback: Feedback | undefined
}

export function renderEntriesPage({ query, result, waiting, feedback }: EntriesView, context: OwnerContext): string {
  const { list } = context.words.entries
  const { form, before, isBadDate } = query
  const { found, next, reached } = result
  const address = addressOf(form)
  const back = before === undefined ? address : addressOf(form, before)
  const content =
    found.length === 0 ? '' : renderEntryForm({ entries: found, ...actionsFor(form.state), back }, context)
  const isOver = reached === undefined
  const end = [
    !isOver && html`<p class="searched">${list.searchedTo(context.formats.time(reached))}</p>`,
    found.length === 0 && isOver && html`<p class="how">${list.none}</p>`,
    next !== null &&
      html`<p class="turn"><a href="${addressOf(form, next)}" rel="next">${isOver ? list.older : list.further}</a></p>`,
  ]
  const body = html`<h1>${list.title}</h1>
!${isBadDate ? html`<p class="problem" role="alert">${list.badDate}</p>` : ''}!${renderSearch(form, context)}
!${before === undefined ? '' : html`<p class="turn"><a href="${address}">${list.newest}</a></p>`}!${content}
!${end.filter(Boolean).join('')}
!${renderKeys(context)}`
  return renderAdminPage(
    {
      title: list.title,
      path: ENTRIES_PATH,
      waiting,
      script: scriptText(context),
      ...renderFeedback(feedback, back, context),
      body,
    },
    context,
  )
}

function actionsFor(state: ListName): Pick<EntryForm, 'actions' | 'actionsOf'> {
  if (state === 'waiting')
    return { actions: ['publish', 'refuse', 'spam'], actionsOf: () => ['publish', 'refuse', 'spam'] }
  if (state === 'spam')
    return { actions: ['publish', 'refuse', 'wait'], actionsOf: () => ['publish', 'refuse', 'wait'] }
  return {
    actions:
      state === 'hidden' ? ['show', 'remove'] : state === 'published' ? ['hide', 'remove'] : ['hide', 'show', 'remove'],
    actionsOf: (entry) =>
      'isHidden' in entry ? [entry.isHidden ? 'show' : 'hide', 'reply', entry.pinned ? 'unpin' : 'pin', 'remove'] : [],
  }
}

/** Unfolded if a name or a date is searched for. */
function renderSearch(form: ListForm, { words }: OwnerContext): string {
  const { list } = words.entries
  const options = LISTS.map(
    (name) => html`<option value="${name}"!${name === form.state ? ' selected' : ''}>${list.lists[name]}</option>`,
  )
  const field = (name: 'q' | 'name' | 'from' | 'to', label: string, type: string) =>
    html`<label>${label} <input type="${type}" name="${name}" value="${form[name]}" dir="auto" autocomplete="off"></label>
`
  return html`<form class="search" role="search" method="get" action="${ENTRIES_PATH}">
<label>${list.which} <select name="state">!${options}</select></label>
!${field('q', list.words, 'search')}<details!${isSearch({ ...form, q: '' }) ? ' open' : ''}><summary>${list.name} · ${list.from} · ${list.to}</summary><div>
!${field('name', list.name, 'text')}!${field('from', list.from, 'date')}!${field('to', list.to, 'date')}</div></details>
<button>${list.search}</button>
</form>`
}

function addressOf({ state, q, name, from, to }: ListForm, before?: string): string {
  const parts = Object.entries({ state: state === 'all' ? '' : state, q, name, from, to, before: before ?? '' })
  const query = new URLSearchParams(parts.filter(([, value]) => value !== ''))
  return query.size === 0 ? ENTRIES_PATH : `${ENTRIES_PATH}?${query}`
}
