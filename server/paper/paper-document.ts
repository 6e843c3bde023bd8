import { html } from 'ghtml'
import { beginDocument } from '../pages/begin-document.ts'
import type { PageContext } from '../pages/page-context.ts'
import { renderStyles } from '../pages/styles.ts'

interface PaperParts {
  /** Plain text. */
  readonly title: string
  /** A class that chooses the sheets: see `web/paper/print.css`. */
  readonly kind: 'book' | 'cards'
  /** HTML above what is printed, for the screen only. */
  readonly tools: string
}

/** Begins a document to print. {@link PAPER_END} ends it. */
export function beginPaper({ title, kind, tools }: PaperParts, context: PageContext): string {
  const { assets } = context
  return html`!${beginDocument(context)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${context.title}</title>
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
!${renderStyles(assets.printStyle, context)}<link rel="icon" href="${assets.icon}" type="image/svg+xml">
!${assets.printScript === undefined ? '' : html`<script type="module" src="${assets.printScript}"></script>`}
</head>
<body class="${kind}">
<header>
!${tools}
</header>
<main>
`
}

export const PAPER_END = `</main>
</body>
</html>
`

/** The script shows it. Without one, the page says how to print. */
export function renderPrintButton(label: string): string {
  return html`<button class="print" hidden>${label}</button>`
}
