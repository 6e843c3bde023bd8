import { html } from 'ghtml'
import { CARDS_PATH, OCCASION_PATH } from '../admin/paths.ts'
import { direction, LANGUAGE_NAMES, LANGUAGES, type Language } from '../common/languages.ts'
import { shortAddress } from '../http/book-address.ts'
import { ADMIN_CATALOGUES } from '../languages/admin/catalogues.ts'
import { PAPER_TEXTS } from '../languages/paper/catalogues.ts'
import type { ContextOf, PageContext } from '../pages/page-context.ts'
import { bookQrSvg } from '../pages/qr-code.ts'
import { CARD_TEXTS, type CardChoice, PAPERS } from './card-choice.ts'
import { beginPaper, PAPER_END, renderPrintButton } from './paper-document.ts'

interface CardsView {
  readonly choice: CardChoice
  /** The book's address, without a trailing slash. */
  readonly url: string
}

const CARDS_OF_SHEET = 4

/** A sheet of cards, with the form that chooses them above it. */
export function renderCards({ choice, url }: CardsView, context: PageContext, contextOf: ContextOf): string {
  const card = renderCard({ choice, url }, context, contextOf)
  const tools = renderTools({ choice, url }, context)
  return html`!${beginPaper({ title: PAPER_TEXTS[context.language].cards.title, kind: 'cards', tools }, context)}<div class="sheet ${choice.paper}">
!${card.repeat(CARDS_OF_SHEET)}<i class="cuts across"></i><i class="cuts down"></i>
</div>
!${PAPER_END}`
}

function renderCard(
  { choice: { languages, text }, url }: CardsView,
  { language: reader }: PageContext,
  contextOf: ContextOf,
): string {
  const texts = languages.map((language) => {
    const { title, intro } = contextOf(language)
    return { language, title, text: text === 'intro' ? intro : PAPER_TEXTS[language].cards.line }
  })
  // Each text once, in its first language: a title or an introduction may be the same in all.
  const titles = new Map(texts.toReversed().map(({ title, language }) => [title, language])).entries()
  const lines = new Map(texts.toReversed().map(({ text, language }) => [text, language])).entries()
  return html`<section class="card of-${texts.length}">
<h2>!${[...titles].toReversed().map(([title, language]) => html`<span!${attributesOf(language)}>${title}</span>`)}</h2>
<div class="lines">!${[...lines].toReversed().map(([line, language]) => html`<p!${attributesOf(language)}>${line}</p>`)}</div>
!${bookQrSvg(url, PAPER_TEXTS[reader].code.label)}
<p class="address" dir="ltr">${shortAddress(url)}</p>
</section>
`
}

function attributesOf(language: Language): string {
  return html` lang="${language}" dir="${direction(language)}"`
}

function renderTools({ choice, url }: CardsView, { language, publicUrl }: PageContext): string {
  const { cards, show, print } = PAPER_TEXTS[language]
  const languages = LANGUAGES.map((name) =>
    renderBox('checkbox', 'language', name, html`<bdi>${LANGUAGE_NAMES[name]}</bdi>`, choice.languages.includes(name)),
  )
  const papers = PAPERS.map((name) =>
    renderBox('radio', 'paper', name, html`${cards.papers[name]}`, choice.paper === name),
  )
  const texts = CARD_TEXTS.map((name) =>
    renderBox('radio', 'text', name, html`${cards.texts[name]}`, choice.text === name),
  )
  return html`<p><a href="${OCCASION_PATH}">${ADMIN_CATALOGUES[language].back}</a></p>
<h1>${cards.title}</h1>
<p class="how">${cards.how}</p>
!${publicUrl === undefined ? html`<p class="notice">${cards.unreachable(isolated(url))}</p>` : ''}
<form action="${CARDS_PATH}">
<fieldset><legend>${cards.languages}</legend>
!${choice.isTooMany ? html`<p class="problem" role="alert">${cards.tooMany}</p>` : ''}!${languages}</fieldset>
<fieldset><legend>${cards.below}</legend>
!${texts}</fieldset>
<fieldset><legend>${cards.paper}</legend>
!${papers}</fieldset>
<button>${show}</button>
</form>
!${renderPrintButton(print)}`
}

/** `label` is HTML. */
function renderBox(type: string, name: string, value: string, label: string, isChosen: boolean): string {
  return html`<label><input type="${type}" name="${name}" value="${value}"!${isChosen ? ' checked' : ''}> !${label}</label>
`
}

/** So that an address keeps its order in a sentence from right to left. */
function isolated(url: string): string {
  return `\u2066${url}\u2069`
}
