import { html } from 'ghtml'
import { bookPath } from '../common/paths.ts'
import type { ErrorText } from '../languages/catalogue.ts'
import { renderDocument } from './document.ts'
import type { PageContext } from './page-context.ts'

export interface ErrorView {
  readonly status: number
  readonly isBusy?: boolean
  readonly requestId: string
}

/** After a wrong host it links to the public address. It shows the request's id if the fault is the server's. */
export function renderErrorPage({ status, isBusy = false, requestId }: ErrorView, context: PageContext): string {
  const { words, publicUrl } = context
  const { title, text } = isBusy ? words.errors.busy : errorText(status, context)
  const body = html`<main>
<h1>${title}</h1>
<p class="intro">${text}</p>
<p class="turn">!${status === 421 && publicUrl !== undefined ? html`<a href="${publicUrl}${bookPath()}" dir="ltr">${publicUrl}</a>` : html`<a href="${bookPath()}">${words.back}</a>`}</p>
!${status >= 500 && !isBusy ? html`<p class="request">${words.requestId} <code>${requestId}</code></p>` : ''}
</main>`
  return renderDocument({ subtitle: title, body }, context)
}

/** What a page says about a status. One without its own text has that of its class (RFC 9110, section 15). */
export function errorText(status: number, { words: { errors } }: Pick<PageContext, 'words'>): ErrorText {
  const known: Readonly<Record<number | 'busy', ErrorText>> = errors
  return known[status] ?? (status < 500 ? errors[400] : errors[500])
}
