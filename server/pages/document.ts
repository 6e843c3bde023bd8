import { html } from 'ghtml'
import { direction, LANGUAGES } from '../languages/languages.ts'
import type { PageContext } from './page-context.ts'
import { bookPath, languagePath } from './paths.ts'

/** One page's own parts; `body` is HTML, the others are text. */
export interface DocumentParts {
  /** Comes before the book's title; absent on the first page. */
  readonly subtitle?: string | undefined
  /** The path under which search engines and sharers know the page; absent where they should not. */
  readonly path?: string | undefined
  readonly body: string
}

/** A whole HTML document. Without a public URL it holds no absolute address. */
export function renderDocument({ subtitle, path, body }: DocumentParts, context: PageContext): string {
  const { language, words, assets, title } = context
  return html`<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${subtitle === undefined ? title : `${subtitle} – ${title}`}</title>
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#faf7f1" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16181b" media="(prefers-color-scheme: dark)">
<link rel="stylesheet" href="${assets.style}">
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="alternate" href="/feed.atom" type="application/atom+xml" title="${words.feed}">
!${path === undefined ? html`<meta name="robots" content="noindex">` : renderDescription(path, context)}
!${assets.script === undefined ? '' : html`<script type="module" src="${assets.script}"></script>`}
</head>
<body data-text="${JSON.stringify(words.script)}">
!${body}
</body>
</html>
`
}

/** What search engines and those who show a preview of a link read. */
function renderDescription(path: string, { title, intro, publicUrl }: PageContext): string {
  const description = html`<meta name="description" content="${intro}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${intro}">`
  if (publicUrl === undefined) return description
  const alternates = LANGUAGES.map(
    (tag) => html`
<link rel="alternate" hreflang="${tag}" href="${publicUrl}${languagePath(tag)}">`,
  )
  return html`!${description}
<meta property="og:url" content="${publicUrl}${path}">
<link rel="canonical" href="${publicUrl}${path}">
<link rel="alternate" hreflang="x-default" href="${publicUrl}${bookPath()}">!${path === bookPath() ? alternates : ''}`
}
