import { html } from 'ghtml'
import { OPEN_PATH } from '../../common/kiosk-paths.ts'
import type { TitleAndText } from '../../languages/kiosk/catalogue.ts'
import type { KioskContext } from './kiosk-context.ts'
import { renderKioskDocument } from './kiosk-document.ts'

const RETRY_SECONDS = 15
/** As long as the link works. */
const LINK_SECONDS = 15 * 60

/** What a tablet says in place of its page. It tries again by itself. */
export function renderNotice({ title, text }: TitleAndText, context: KioskContext): string {
  const body = html`<body>
<main data-state="notice"><section class="notice" role="alert">
<h1>${title}</h1>
<p>${text}</p>
</section></main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: RETRY_SECONDS, withScript: true } }, context)
}

/** The page of a link that works. Only its button opens the tablet, because previews open links too. */
export function renderOpen(key: string, context: KioskContext): string {
  const { title, text, button } = context.text.enter
  const body = html`<body>
<main data-state="notice"><section class="notice">
<h1>${title}</h1>
<p>${text}</p>
<form method="post" action="${OPEN_PATH}/${key}"><button>${button}</button></form>
</section></main>
</body>`
  return renderKioskDocument({ body, refresh: { seconds: LINK_SECONDS, withScript: true } }, context)
}
