import { html } from 'ghtml'
import { isEmojiAlone } from '../common/text/emoji-alone.ts'
import { type WallScriptText, type WallTimes, weightOf } from '../common/wall.ts'
import { shortAddress } from '../http/book-address.ts'
import type { WallText } from '../languages/wall/catalogue.ts'
import { WALL_TEXTS } from '../languages/wall/catalogues.ts'
import { beginDocument } from '../pages/begin-document.ts'
import { renderBlankEntry, renderEntry } from '../pages/entry-item.ts'
import type { PageContext } from '../pages/page-context.ts'
import { bookQrSvg } from '../pages/qr-code.ts'
import { renderStyles } from '../pages/styles.ts'
import type { WallTurn } from './wall-place.ts'

interface WallView {
  readonly turn: WallTurn | undefined
  /** How many entries the book has; undefined if it cannot be read. */
  readonly total: number | undefined
  readonly times: WallTimes
  /** The book's, without a trailing slash. */
  readonly address: string
  /** The path that a wall without a script loads next. */
  readonly next: string
}

const RELOAD_SECONDS = 20

/** The most weight that a text may have in each size. A script measures instead. */
const WEIGHTS = [16, 30, 50, 80, 140, 200, 280]

export function renderWall({ turn, total, times, address, next }: WallView, context: PageContext): string {
  const { language, words, assets, title } = context
  const text = WALL_TEXTS[language]
  const { entries, justNow } = words.script
  const script: WallScriptText = { entries, justNow, lastOne: text.lastOne, paused: text.paused }
  return html`!${beginDocument(context)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.offer.title} – ${title}</title>
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
!${renderStyles(assets.wallStyle, context)}<link rel="icon" href="${assets.icon}" type="image/svg+xml">
!${assets.wallScript === undefined ? '' : html`<script type="module" src="${assets.wallScript}"></script>`}
<noscript><meta http-equiv="refresh" content="${RELOAD_SECONDS}; url=${next}"></noscript>
</head>
<body data-text="${JSON.stringify(script)}" data-times="${JSON.stringify(times)}">
<main>
<ul class="wall" role="list" data-size="${turn ? sizeOf(turn.text) : 0}" data-item="${renderBlankEntry(context)}">!${turn ? renderTurn(turn, context) : ''}</ul>
<p class="empty">${total === undefined ? words.errors[503].title : words.empty}</p>
</main>
!${renderHelp(text)}
<footer>
<div><h1 dir="auto">${title}</h1>
<p class="count">${total ? context.formats.plural(entries, total) : ''}</p></div>
<div class="sign"><p>${text.sign}</p>
<p class="address" dir="ltr">${shortAddress(address)}</p></div>
!${bookQrSvg(address, text.code)}
</footer>
</body>
</html>
`
}

/** Without the reply for a part of an entry or a long one. Nobody can click on a wall. */
function renderTurn({ entry, text }: WallTurn, context: PageContext): string {
  const hasRoom = text === entry.message && weightOf(text) <= (WEIGHTS[3] ?? 0)
  const shown = { ...entry, message: text, ...(hasRoom ? {} : { reply: undefined }) }
  return renderEntry(shown, { ...context, hasLinks: false })
}

function sizeOf(text: string): number {
  if (isEmojiAlone(text)) return 0
  const size = WEIGHTS.findIndex((weight) => weightOf(text) <= weight)
  return size < 0 ? WEIGHTS.length : size
}

function renderHelp({ keys, sleep }: WallText): string {
  const rows = [
    [keys.space, keys.pause],
    ['← →', keys.turn],
    ['?', keys.help],
  ]
  return html`<aside hidden>
<dl>!${rows.map(([key, action]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${action}</dd></div>`)}</dl>
<p class="sleep" hidden>${sleep}</p>
</aside>
<p class="paused" role="status"></p>`
}
