import { html } from 'ghtml'
import type { Entry } from '../common/entry.ts'
import { signaturePath } from '../common/paths.ts'
import { DRAWING_ID, drawingOf } from '../common/signature/drawing.ts'
import { INK } from '../common/signature/ink.ts'

// Hidden from screen readers, since the typed name beside it says who signed. It consists of our numbers, never of the visitor's text.

/** A published entry's signature, as a reference to a file: the page's text comes first. */
export function renderSignature({ id, signature }: Pick<Entry, 'id' | 'signature'>): string {
  if (!signature) return ''
  return html`<svg aria-hidden="true"><use href="${signaturePath(id)}#${DRAWING_ID}"/></svg>`
}

/** A signature as part of the page, for print and for entries that are not public. Empty for none. */
export function renderInlineSignature(signature: string | undefined): string {
  const drawing = drawingOf(signature ?? '')
  return drawing ? html`<svg aria-hidden="true" viewBox="${drawing.viewBox}">!${renderPath(drawing.d)}</svg>` : ''
}

export function renderSignatureFile(signature: string | undefined): string | undefined {
  const drawing = drawingOf(signature ?? '')
  if (!drawing) return undefined
  return html`<svg xmlns="http://www.w3.org/2000/svg" id="${DRAWING_ID}" viewBox="${drawing.viewBox}">!${renderPath(drawing.d)}</svg>`
}

function renderPath(d: string): string {
  const attributes = Object.entries(INK).map(([name, value]) => html` ${name}="${value}"`)
  return html`<path!${attributes} d="${d}"/>`
}
