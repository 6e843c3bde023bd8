import { html } from 'ghtml'
import { OPEN_PATH } from '../../common/kiosk-paths.ts'
import type { TitleAndText } from '../../languages/kiosk/catalogue.ts'
import type { KioskContext } from './kiosk-context.ts'
import { renderKioskDocument } from './kiosk-document.ts'

/** In seconds. */
const AGAIN = 15
/** The link of the page works for 15 minutes. */
const UNUSED = 15 * 60

/** Renders what a tablet says in place of its page. It tries again by itself. */
export function renderNotice({ title, text }: TitleAndText, context: KioskContext): string {
  const body = html`<body>
<main data-state="notice"><section class="notice" role="alert">
<h1>${title}</h1>
<p>${text}</p>
</section></main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: AGAIN, withScript: true } }, context)
}

/** Renders the page of a link that works. Only its button opens the tablet, because previews open links too. */
export function renderOpen(key: string, context: KioskContext): string {
  const { title, text, button } = context.text.enter
  const body = html`<body>
<main data-state="notice"><section class="notice">
<h1>${title}</h1>
<p>${text}</p>
<form method="post" action="${OPEN_PATH}/${key}"><button>${button}</button></form>
</section></main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: UNUSED, withScript: true } }, context)
}
