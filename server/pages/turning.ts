import { html } from 'ghtml'
import { BOOK_PATH, bookPath, ENTRIES_ID, firstPath, pagePath } from '../common/paths.ts'
import type { BookView } from './book-view.ts'
import type { PageContext } from './page-context.ts'

export function renderTurning({ entries, next }: BookView, isNewest: boolean, { words }: PageContext): string {
  const newest = entries[0]
  const links = [
    next !== null && html`<a class="older" href="${bookPath(next)}#${ENTRIES_ID}" rel="next">${words.older}</a>`,
    !isNewest &&
      newest &&
      html`<a href="${pagePath({ after: newest.id })}#${ENTRIES_ID}" rel="nofollow">${words.newer}</a>`,
    next !== null && html`<a href="${firstPath()}#${ENTRIES_ID}" rel="nofollow">${words.first}</a>`,
  ].filter(Boolean)
  const turning = links.length === 0 ? '' : html`<p class="turn">!${links.join(' ')}</p>`
  return isNewest ? turning : html`!${turning}!${renderDays(words)}`
}

function renderDays({ day, go }: PageContext['words']): string {
  return html`
<form class="turn days" action="${BOOK_PATH}#${ENTRIES_ID}"><label for="on">${day}</label> <input id="on" name="on" type="date" required> <button>${go}</button></form>`
}
