import { html } from 'ghtml'
import type { Entry } from '../../common/entry.ts'
import { KIOSK_PATH, WRITE_PATH } from '../../common/kiosk-paths.ts'
import type { KioskScriptText } from '../../common/kiosk-script-text.ts'
import { direction, LANGUAGE_NAMES, LANGUAGES, type Language } from '../../common/languages.ts'
import { languagePath } from '../../common/paths.ts'
import { formatPosition, type Position } from '../../common/position.ts'
import type { ClosedView } from '../../pages/book-view.ts'
import { renderMessage, renderName } from '../../pages/entry-item.ts'
import { renderInlineSignature } from '../../pages/signature.ts'
import { inChosen, type KioskContext } from './kiosk-context.ts'
import { renderKioskDocument } from './kiosk-document.ts'
import { type KioskFormView, renderKioskForm } from './kiosk-form.ts'

interface RestView {
  /** The first of those that fit on the screen are shown. */
  readonly entries: readonly Entry[]
  /** From here the script follows the book. */
  readonly position: Position | undefined
  /** Present if nobody can sign. */
  readonly closed: ClosedView | undefined
}

const REST_SECONDS = 60
/** Nothing says when a visitor has left, and nobody's words may be taken away while they write. */
const WRITING_SECONDS = 5 * 60
const THANKS_SECONDS = 8

/** The page also has all that the script shows in turn, without asking the server. */
export function renderRest(view: RestView, context: KioskContext): string {
  const body = html`<body data-text="${JSON.stringify(scriptText(context))}">
<main data-state="rest">
!${renderTitle(context)}
!${renderRestSection(view, context)}
<section class="writing" hidden>!${renderKioskForm({ key: '' }, context)}</section>
!${renderUnsent(context)}
!${renderThanks(false, true, context)}
!${renderStillThere(context)}
</main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: REST_SECONDS, withScript: false }, hasScript: true }, context)
}

/** The form alone, for tablets without a script. */
export function renderWriting(form: KioskFormView, context: KioskContext): string {
  const body = html`<body>
<main data-state="writing">
!${renderTitle(context)}
<section class="writing">!${renderKioskForm(form, context)}<p class="clears">${context.text.clearsItself}</p></section>
</main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: WRITING_SECONDS, withScript: true } }, context)
}

export function renderThanked({ isWaiting }: { readonly isWaiting: boolean }, context: KioskContext): string {
  const body = html`<body>
<main data-state="thanks">
!${renderTitle(context)}
!${renderThanks(isWaiting, false, context)}
</main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: THANKS_SECONDS, withScript: true } }, context)
}

function renderTitle({ title }: KioskContext): string {
  return html`<header><h1 dir="auto">${title}</h1></header>`
}

function renderRestSection({ entries, position, closed }: RestView, context: KioskContext): string {
  const { words, text, intro, formats } = context
  const read = position === undefined ? '' : html` data-position="${formatPosition(position)}"`
  const invitation =
    closed === undefined
      ? html`<a class="write" href="${inChosen(WRITE_PATH, context)}">${text.write}</a>`
      : html`<p class="closed">${words.notices.closed} ${closed.opensAt === undefined ? '' : words.notices.opensOn(formats.time(closed.opensAt))}</p>`
  return html`<section class="rest">
!${entries.length > 0 ? '' : html`<p class="intro" dir="auto">${intro}</p>`}
<ul class="entries" role="list"!${read}>!${entries.map((entry) => renderItem(entry, context))}</ul>
<div class="invitation">
!${invitation}
<nav aria-label="${words.languages}"><ul role="list">!${LANGUAGES.map((tag) => renderLanguageButton(tag, context.language))}</ul></nav>
<p class="kept" role="status"></p>
</div>
</section>`
}

function renderItem(entry: Entry, context: KioskContext): string {
  const owner = entry.byOwner ? html` <small class="owner">${context.words.owner}</small>` : ''
  return html`<li data-entry="${entry.id}">!${renderMessage(entry, context)}<p class="by">!${renderName(entry, context)}!${renderInlineSignature(entry.signature)}!${owner}</p></li>
`
}

function renderLanguageButton(language: Language, current: Language): string {
  const mark = language === current ? html` aria-current="true"` : ''
  return html`<li><a href="${languagePath(language, KIOSK_PATH)}" lang="${language}" dir="${direction(language)}"!${mark}>${LANGUAGE_NAMES[language]}</a></li>
`
}

function renderUnsent({ text: { unsent }, words }: KioskContext): string {
  return html`<section class="unsent" role="alert" hidden>
<h2>${unsent.title}</h2>
<p>${unsent.text}</p>
<blockquote dir="auto"></blockquote>
<button type="button">${words.script.retry}</button>
</section>`
}

function renderThanks(isWaiting: boolean, isHidden: boolean, { text }: KioskContext): string {
  return html`<section class="thanks" role="status"!${isHidden ? ' hidden' : ''}>
<p class="large">${text.thanks}</p>
<p class="published"!${isWaiting ? ' hidden' : ''}>${text.published}</p>
<p class="waiting"!${isWaiting ? '' : ' hidden'}>${text.waiting}</p>
</section>`
}

function renderStillThere({ text: { stillThere, goOn } }: KioskContext): string {
  return html`<section class="still" role="alertdialog" aria-labelledby="still" hidden>
<h1 id="still">${stillThere.title}</h1>
<p>${stillThere.text}</p>
<p class="seconds" role="timer"></p>
<button type="button">${goOn}</button>
</section>`
}

function scriptText({ text, words }: KioskContext): KioskScriptText {
  return {
    kept: text.kept,
    sending: words.script.sending,
    empty: words.problems.messageEmpty,
    tooLong: words.problems.messageTooLong('{length}', '{limit}'),
  }
}
