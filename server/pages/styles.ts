import { html } from 'ghtml'
import type { PageContext } from './page-context.ts'

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
