import { html } from 'ghtml'
import { WALL_PATH } from '../../common/paths.ts'
import type { TitleAndText } from '../../languages/admin/catalogue.ts'
import { KIOSK_TEXTS } from '../../languages/kiosk/catalogues.ts'
import { WALL_TEXTS } from '../../languages/wall/catalogues.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'
import { OCCASION_PATH, TABLETS_PATH } from './navigation.ts'

/** Something that helps when people come together. Returns an item of the list as HTML. */
type Offer = (context: OwnerContext) => string

/** What the page offers, in this order. */
const OFFERS: readonly Offer[] = [
  ({ language }) => renderOffer(WALL_PATH, WALL_TEXTS[language].offer),
  ({ language }) => renderOffer(TABLETS_PATH, KIOSK_TEXTS[language].offer),
]

/** The page with all that helps when people come together. */
export function renderOccasion(context: OwnerContext): string {
  const { title, text } = context.words.occasion
  const body = html`<h1>${title}</h1>
<p class="how">${text}</p>
<ul class="offers" role="list">!${OFFERS.map((offer) => offer(context))}</ul>`
  return renderAdminPage({ title, path: OCCASION_PATH, body }, context)
}

/** An item that leads to a page, which opens beside the owner's. */
function renderOffer(path: string, { title, text }: TitleAndText): string {
  return html`<li>
<h2><a href="${path}" target="_blank">${title}</a></h2>
<p>${text}</p>
</li>
`
}
