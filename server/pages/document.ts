import { html } from 'ghtml'
import { type Assets, PREVIEW_SIZE } from '../assets.ts'
import { FEED_PATH, WEB_MANIFEST_PATH } from '../common/paths.ts'
import { oncePer } from '../performance/once-per.ts'
import type { Picture } from '../settings/picture.ts'
import { beginDocument } from './begin-document.ts'
import type { PageContext } from './page-context.ts'
import { renderStyles } from './styles.ts'

/** Plain text, apart from `body` and `head`, which are HTML. */
interface DocumentParts {
  readonly subtitle?: string | undefined
  readonly description?: string | undefined
  /** The path to share; absent if there is nothing to share. */
  readonly path?: string | undefined
  /** The path for search engines; absent if they should not index the page. */
  readonly indexedPath?: string | undefined
  readonly body: string
  /** At the end of the head: the style and script of this page alone. */
  readonly head?: string
  /** True if the page has the visitor's own entries, or what concerns them. */
  readonly isOwn?: boolean
}

/** Without a public URL, a document contains no absolute address. */
export function renderDocument(parts: DocumentParts, context: PageContext): string {
  const { subtitle, path, indexedPath, body, isOwn = false, head = '' } = parts
  const wholeTitle = subtitle === undefined ? context.title : `${subtitle} – ${context.title}`
  const { words, assets, intro } = context
  return html`!${beginDocument(context)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${wholeTitle}</title>
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#faf7f1" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16181b" media="(prefers-color-scheme: dark)">
!${renderStyles(assets.style, context)}<link rel="icon" href="${assets.icon}" type="image/svg+xml">
!${
    assets.touchIcon === undefined
      ? ''
      : html`<link rel="apple-touch-icon" href="${assets.touchIcon}">
`
  }<link rel="manifest" href="${WEB_MANIFEST_PATH}">
<link rel="alternate" href="${FEED_PATH}" type="application/atom+xml" title="${words.feed}">
!${path === undefined ? '' : renderDescription({ path, title: wholeTitle, description: parts.description ?? intro }, context)}
!${renderRobots(indexedPath, context)}
!${assets.script === undefined ? '' : html`<script type="module" src="${assets.script}"></script>`}
!${isOwn ? renderOwnAssets(assets) : ''}!${head}</head>
<body!${scriptTexts(words)}>
!${body}
</body>
</html>
`
}

const scriptTexts = oncePer((words: PageContext['words']) => html` data-text="${JSON.stringify(words.script)}"`)

function renderOwnAssets({ ownStyle, ownScript }: PageContext['assets']): string {
  const style = ownStyle === undefined ? '' : html`<link class="own" rel="stylesheet" href="${ownStyle}">`
  return html`!${style}!${ownScript === undefined ? '' : html`<script class="own" type="module" src="${ownScript}"></script>`}
`
}

interface Preview {
  readonly path: string
  readonly title: string
  readonly description: string
}

function renderDescription({ path, title, description }: Preview, { publicUrl, assets, picture }: PageContext): string {
  const preview = html`<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">`
  if (publicUrl === undefined) return preview
  return html`!${preview}
<meta property="og:url" content="${publicUrl}${path}">!${renderPreview(picture ?? defaultPreview(assets), publicUrl)}`
}

function defaultPreview({ preview }: Assets): PreviewPicture | undefined {
  return preview === undefined ? undefined : { path: preview, ...PREVIEW_SIZE }
}

type PreviewPicture = Pick<Picture, 'path' | 'width' | 'height'>

/** Programs that show previews fetch only whole addresses. */
function renderPreview(picture: PreviewPicture | undefined, publicUrl: string): string {
  if (picture === undefined) return ''
  return html`
<meta property="og:image" content="${publicUrl}${picture.path}">
<meta property="og:image:width" content="${picture.width}">
<meta property="og:image:height" content="${picture.height}">
<meta name="twitter:card" content="summary_large_image">`
}

/** There is no address for each language: a page is in the language of its reader. */
function renderRobots(path: string | undefined, { publicUrl, noindex }: PageContext): string {
  if (noindex) return html`<meta name="robots" content="noindex, nofollow">`
  if (path === undefined) return html`<meta name="robots" content="noindex">`
  if (publicUrl === undefined) return ''
  return html`<link rel="canonical" href="${publicUrl}${path}">`
}
