import { html } from 'ghtml'
import { KIOSK_PATH } from '../../common/kiosk-paths.ts'
import { beginDocument } from '../../pages/begin-document.ts'
import { renderStyles } from '../../pages/styles.ts'
import type { KioskContext } from './kiosk-context.ts'

interface KioskDocument {
  /** HTML. */
  readonly body: string
  /** When the tablet goes back to rest by itself; with `withScript` even if scripts run. */
  readonly refresh: { readonly seconds: number; readonly withScript: boolean }
  readonly hasScript?: boolean
}

/** No page may link to others than the tablet's own. */
export function renderKioskDocument(
  { body, refresh, hasScript = false }: KioskDocument,
  context: KioskContext,
): string {
  const { title, assets } = context
  const again = html`<meta http-equiv="refresh" content="${refresh.seconds}; url=${KIOSK_PATH}">`
  return html`!${beginDocument(context)}
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>${title}</title>
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
!${refresh.withScript ? again : html`<noscript>!${again}</noscript>`}
!${renderStyles(assets.kioskStyle, context)}<link rel="icon" href="${assets.icon}" type="image/svg+xml">
!${hasScript && assets.kioskScript !== undefined ? html`<script type="module" src="${assets.kioskScript}"></script>` : ''}
</head>
!${body}
</html>
`
}
