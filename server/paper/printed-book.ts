import { html } from 'ghtml'
import { OCCASION_PATH } from '../admin/paths.ts'
import type { Entry } from '../common/entry.ts'
import { PRINT_PATH } from '../common/paths.ts'
import { shortAddress } from '../http/book-address.ts'
import { ADMIN_CATALOGUES } from '../languages/admin/catalogues.ts'
import { PAPER_TEXTS } from '../languages/paper/catalogues.ts'
import { renderMarks, renderMessage, renderName, renderReply } from '../pages/entry-item.ts'
import type { PageContext } from '../pages/page-context.ts'
import { renderInlineSignature } from '../pages/signature.ts'
import { beginPaper, PAPER_END, renderPrintButton } from './paper-document.ts'
import type { ReadSpan, SpanForm } from './span.ts'

interface CoverView {
  readonly form: SpanForm
  /** The first and the last time in the book, ISO 8601 in UTC. Absent if there is no entry. */
  readonly dates?: { readonly first: string; readonly last: string } | undefined
}

/** The start of the printed book: the form on the screen, then the cover. */
export function renderCover({ form, dates }: CoverView, context: PageContext): string {
  const { title, intro, formats } = context
  const days = dates && [...new Set([formats.day(dates.first), formats.day(dates.last)])].join(' – ')
  return html`!${begin(renderTools(form, undefined, context), context)}<section class="cover">
<h1>${title}</h1>
<p class="intro">${intro}</p>
!${days === undefined ? '' : html`<p class="dates">${days}</p>`}
</section>
`
}

/** Returns a function that renders slices of entries, oldest first, with a heading above the first entry of each day. */
export function createEntryPrinter(shown: PageContext): (entries: readonly Entry[]) => string {
  // A PDF must not lead its readers to strangers' sites.
  const context = { ...shown, hasLinks: false }
  let day: string | undefined
  let since = ''
  return (entries) =>
    entries
      .map((entry) => {
        const { createdAt } = entry
        const own = context.formats.day(createdAt)
        // An entry that had to wait stands where it was published, under the day of its neighbours, and names its own.
        const isNext = own !== day && createdAt > since
        if (isNext) [day, since] = [own, createdAt]
        return (
          (isNext
            ? html`<h2>${own}</h2>
`
            : '') + renderEntry(entry, own === day, context)
        )
      })
      .join('')
}

/** The end of the printed book, which shows that all of it has arrived. */
export function renderEnd(count: number, { language, formats, publicUrl }: PageContext): string {
  const { entries, none } = PAPER_TEXTS[language].book
  const address = publicUrl === undefined ? '' : html`<br><bdi dir="ltr">${shortAddress(publicUrl)}</bdi>`
  return html`<p id="end">${count === 0 ? none : formats.plural(entries, count)}!${address}</p>
!${PAPER_END}`
}

export function renderRefusedSpan(
  { form, problem }: Extract<ReadSpan, { readonly ok: false }>,
  context: PageContext,
): string {
  return html`!${begin(renderTools(form, problem, context), context)}!${PAPER_END}`
}

function begin(tools: string, context: PageContext): string {
  return beginPaper({ title: PAPER_TEXTS[context.language].book.title, kind: 'book', tools }, context)
}

type SpanProblem = Extract<ReadSpan, { readonly ok: false }>['problem']

function renderTools({ from, to }: SpanForm, problem: SpanProblem | undefined, { language }: PageContext): string {
  const { book, show, print } = PAPER_TEXTS[language]
  const { back, entries } = ADMIN_CATALOGUES[language]
  const reasons = { 'no-date': entries.list.badDate, backwards: book.backwards }
  const reason = problem && html`<p class="problem" id="problem" role="alert">${reasons[problem]}</p>`
  const mark = problem && html` aria-invalid="true" aria-describedby="problem"`
  const field = (name: string, label: string, value: string) =>
    html`<label>${label} <input type="date" name="${name}" value="${value}"!${mark ?? ''}></label>
`
  return html`<p><a href="${OCCASION_PATH}">${back}</a></p>
<p class="how">${book.how}</p>
!${reason ?? ''}<form action="${PRINT_PATH}">
!${field('from', entries.list.from, from)}!${field('to', entries.list.to, to)}<button>${show}</button>
</form>
!${reason === undefined ? html`<p class="incomplete">${book.incomplete}</p>` : ''}!${renderPrintButton(print)}`
}

function renderEntry(entry: Entry, isUnderItsDay: boolean, context: PageContext): string {
  const { createdAt, reply } = entry
  const { formats, words } = context
  const time = isUnderItsDay ? formats.clock(createdAt) : formats.time(createdAt)
  return html`<article>!${renderMessage(entry, context)}!${renderInlineSignature(entry.signature)}<p class="by">!${renderName(entry, context)} <span><time datetime="${createdAt}">${time}</time>!${renderMarks(entry, words)}</span></p>!${reply ? renderReply(reply, context) : ''}</article>
`
}
