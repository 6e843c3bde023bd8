import { html } from 'ghtml'
import { qrSvg } from '../../pages/qr-code.ts'
import type { OwnerContext } from './admin-context.ts'

/** A link that was just made, for a person or a tablet; it cannot be shown again. */
export interface MadeLink {
  readonly name: string
  readonly address: string
}

interface MadeLinkText {
  readonly title: (name: string) => string
  readonly text: string
}

export function renderMadeLink(
  { name, address }: MadeLink,
  { title, text }: MadeLinkText,
  { words }: OwnerContext,
): string {
  return html`<section class="link">
<h2 dir="auto">${title(name)}</h2>
!${qrSvg(address, words.people.link.code)}
<p><a href="${address}" dir="ltr" rel="noreferrer">${address}</a></p>
<p class="how">${text}</p>
</section>`
}
