import { createHash } from 'node:crypto'
import { html } from 'ghtml'
import { bookPath } from '../common/paths.ts'
import { beginDocument } from './begin-document.ts'
import type { PageContext } from './page-context.ts'

/** The colours and sizes of the book's own pages. */
const STYLE = [
  ':root{color-scheme:light dark}',
  'body{max-width:42rem;margin:0 auto;padding:clamp(2rem,8vw,5.5rem) clamp(1rem,5vw,2rem);background:#faf7f1;color:#24211c;',
  'font:1.125rem/1.6 "Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;overflow-wrap:anywhere}',
  'h1{margin:0 0 .35em;font-size:clamp(2rem,1.4rem + 3vw,3.1rem);font-weight:500;line-height:1.15}',
  'a{padding:.75rem 0;color:#8a3b24;text-underline-offset:.2em}',
  '@media(prefers-color-scheme:dark){body{background:#16181b;color:#ece7dd}a{color:#e79a7d}}',
].join('')

/** The Content-Security-Policy of {@link renderElsewherePage}: it loads nothing, and only its own style is allowed in it. */
export const ELSEWHERE_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
].join(';')

/** Leads from a wrong host to the public address. The style is part of the page, since no file is served under that host. */
export function renderElsewherePage(publicUrl: string, context: PageContext): string {
  const { title, text } = context.words.errors[421]
  return html`!${beginDocument(context)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${context.title}</title>
<meta name="robots" content="noindex">
<style>!${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${publicUrl}${bookPath()}" dir="ltr">${publicUrl}</a></p>
</main>
</body>
</html>
`
}
