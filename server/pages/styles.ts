import { html } from 'ghtml'
import type { PageContext } from './page-context.ts'

/** The links to a page's style and to that of the owner's look. */
export function renderStyles(
  style: string | undefined,
  { look, assets }: Pick<PageContext, 'look' | 'assets'>,
): string {
  return renderStyle(style) + (look === '' ? '' : renderStyle(assets.looksStyle))
}

function renderStyle(path: string | undefined): string {
  return path === undefined
    ? ''
    : html`<link rel="stylesheet" href="${path}">
`
}
