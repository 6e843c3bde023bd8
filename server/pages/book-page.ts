import { html } from 'ghtml'
import type { Entry } from '../common/entry.ts'
import { BOOK_PATH, bookPath, ENTRIES_ID, pagePath } from '../common/paths.ts'
import { formatPosition } from '../common/position.ts'
import type { Picture } from '../settings/picture.ts'
import type { BookView, KeeperParts } from './book-view.ts'
import { renderClosed } from './closed.ts'
import { renderDocument } from './document.ts'
import { renderBlankEntry } from './entry-item.ts'
import { renderEntries } from './entry-list.ts'
import { renderFooter } from './footer.ts'
import { renderBlankForm, renderForm } from './form.ts'
import { renderActions, renderTakenBack, renderWaitingItem } from './own-items.ts'
import type { PageContext } from './page-context.ts'
import { renderPinned } from './pinned.ts'
import { renderTurning } from './turning.ts'

export function renderBookPage(view: BookView, context: PageContext): string {
  const { words, title, intro, picture } = context
  const { page, notice, closed } = view
  const keeper = view.keeper?.(context)
  const path = pagePath(page)
  const isNewest = path === BOOK_PATH
  const subtitle = isNewest ? undefined : words.older
  const body = html`<header>
!${picture ? renderPicture(picture) : ''}<h1 dir="auto">${title}</h1>
<p class="intro" dir="auto">${intro}</p>
</header>
<main>
!${view.isTakenBack ? renderTakenBack(context) : ''}!${notice?.kind === 'from-memory' ? renderFromMemory(notice.since, context) : ''}
!${keeper?.top ?? ''}!${closed ? renderClosed(closed, context) : renderSigning(view, keeper, context)}
!${renderSection(view, keeper, context)}
</main>
!${renderFooter(path, context)}`
  // A page past the oldest entry should not be indexed.
  const indexedPath = view.entries.length > 0 || isNewest ? view.indexedPath : undefined
  const isOwn = view.own !== undefined || keeper !== undefined
  return renderDocument({ subtitle, path, indexedPath, body, isOwn }, context)
}

function renderSigning({ notice }: BookView, keeper: KeeperParts | undefined, context: PageContext): string {
  const isReadOnly = notice?.kind === 'read-only'
  if (!isReadOnly && keeper === undefined) return renderBlankForm(context)
  return renderForm({ isReadOnly, beside: keeper?.besideButton }, context)
}

function renderPicture({ path, width, height }: Picture): string {
  return html`<img class="picture" src="${path}" width="${width}" height="${height}" alt="" decoding="async" fetchpriority="low">
`
}

function renderSection(view: BookView, keeper: KeeperParts | undefined, context: PageContext): string {
  const { entries, pinned = [], total, next, position, own, closed } = view
  const isNewest = pagePath(view.page) === BOOK_PATH
  const { words, formats } = context
  const keeperActionsOf = (entry: Entry) => keeper?.actionsOf(entry) ?? ''
  const actionsOf = (entry: Entry) =>
    (own?.changeable.has(entry.id) ? renderActions(entry.id, !closed, context) : '') + keeperActionsOf(entry)
  const oldest = next === null ? entries.at(-1) : undefined
  const read = position === undefined ? '' : html` data-position="${formatPosition(position)}"`
  return html`<section aria-labelledby="${ENTRIES_ID}">
<h2 id="${ENTRIES_ID}">${formats.plural(words.script.entries, total)}</h2>
!${isNewest ? '' : html`<p class="turn"><a href="${bookPath()}" rel="prev">${words.newest}</a></p>`}
!${
    own === undefined || own.waiting.length === 0
      ? ''
      : html`<ul class="held" role="list" data-thanks="${words.own.thanks}">!${own.waiting.map((entry) => renderWaitingItem(entry, context))}</ul>
`
  }!${renderPinned(pinned, keeperActionsOf, context)}<ul class="entries" role="list" data-total="${total}"!${read}!${context.hasLinks ? ' data-links' : ''} data-script="${context.assets.following ?? ''}" data-older="${words.older}" data-item="${renderBlankEntry(context)}">!${renderEntries({ entries, now: view.now, actionsOf }, context)}</ul>
!${entries.length > 0 ? '' : html`<p class="empty">${total > 0 ? words.nothingOlder : words.empty}</p>`}
!${oldest === undefined ? '' : html`<p class="end">${words.firstPage(formats.day(oldest.createdAt))}</p>`}
!${renderTurning(view, isNewest, context)}
</section>`
}

function renderFromMemory(since: string, { words, formats }: PageContext): string {
  return html`<p class="notice" role="status">${words.notices.fromMemory(formats.time(since))}</p>`
}
