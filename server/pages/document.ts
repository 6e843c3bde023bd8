import { html } from 'ghtml'
import { direction, LANGUAGES } from '../shared/languages.ts'
import { bookPath, FEED_PATH, languagePath } from '../shared/paths.ts'
import type { PageContext } from './page-context.ts'

/** One page's own parts; `body` is HTML, the others are text. */
export interface DocumentParts {
  /** Comes before the book's title; absent on the first page. */
  readonly subtitle?: string | undefined
  /** The path by which people share the page; absent where there is nothing to share. */
  readonly path?: string | undefined
  /** The path under which search engines may know it; absent where they should not. */
  readonly indexedPath?: string | undefined
  readonly body: string
}

/** A whole HTML document. Without a public URL it holds no absolute address. */
export function renderDocument({ subtitle, path, indexedPath, body }: DocumentParts, context: PageContext): string {
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
<link rel="alternate" href="${FEED_PATH}" type="application/atom+xml" title="${words.feed}">
!${path === undefined ? '' : renderDescription(path, context)}
!${renderRobots(indexedPath, context)}
!${assets.script === undefined ? '' : html`<script type="module" src="${assets.script}"></script>`}
</head>
<body data-text="${JSON.stringify(words.script)}">
!${body}
</body>
</html>
`
}

/** What is shown with a link to the page. */
function renderDescription(path: string, { title, intro, publicUrl }: PageContext): string {
  const description = html`<meta name="description" content="${intro}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${intro}">`
  if (publicUrl === undefined) return description
  return html`!${description}
<meta property="og:url" content="${publicUrl}${path}">`
}

/** What search engines are told: under which address they may know the page, and what it is called in other languages. */
function renderRobots(path: string | undefined, { publicUrl, noindex, language }: PageContext): string {
  if (noindex) return html`<meta name="robots" content="noindex, nofollow">`
  if (path === undefined) return html`<meta name="robots" content="noindex">`
  if (publicUrl === undefined) return ''
  const canonical = html`<link rel="canonical" href="${publicUrl}${path}">`
  if (path !== bookPath() && path !== languagePath(language)) return canonical
  const alternates = LANGUAGES.map(
    (tag) => html`
<link rel="alternate" hreflang="${tag}" href="${publicUrl}${languagePath(tag)}">`,
  )
  return html`!${canonical}
<link rel="alternate" hreflang="x-default" href="${publicUrl}${bookPath()}">!${alternates}`
}
