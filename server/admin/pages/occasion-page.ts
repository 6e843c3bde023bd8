import { html } from 'ghtml'
import { PRINT_PATH, QR_PATH, WALL_PATH } from '../../common/paths.ts'
import type { TitleAndText } from '../../languages/admin/catalogue.ts'
import { KIOSK_TEXTS } from '../../languages/kiosk/catalogues.ts'
import { PAPER_TEXTS } from '../../languages/paper/catalogues.ts'
import { WALL_TEXTS } from '../../languages/wall/catalogues.ts'
import { CARDS_PATH, OCCASION_PATH, TABLETS_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'

type Offer = (context: OwnerContext) => string

const OFFERS: readonly Offer[] = [
  ({ language }) => renderOffer(WALL_PATH, WALL_TEXTS[language].offer),
  ({ language }) => renderOffer(TABLETS_PATH, KIOSK_TEXTS[language].offer),
  renderCode,
  ({ language }) => renderOffer(CARDS_PATH, PAPER_TEXTS[language].cards),
  ({ language }) => renderOffer(PRINT_PATH, PAPER_TEXTS[language].book),
]

export function renderOccasionPage(context: OwnerContext): string {
  const { title, text } = context.words.occasion
  const body = html`<h1>${title}</h1>
<p class="how">${text}</p>
<ul class="offers" role="list">!${OFFERS.map((offer) => offer(context))}</ul>`
  return renderAdminPage({ title, path: OCCASION_PATH, body }, context)
}

function renderOffer(path: string, { title, text }: TitleAndText): string {
  return html`<li>
<h2><a href="${path}" target="_blank">${title}</a></h2>
<p>${text}</p>
</li>
`
}

function renderCode({ language }: OwnerContext): string {
  const { title, text, label } = PAPER_TEXTS[language].code
  return html`<li>
<h2><a href="${QR_PATH}" target="_blank">${title}</a></h2>
<p>${text}</p>
<img src="${QR_PATH}" alt="${label}" width="148" height="148">
</li>
`
}
