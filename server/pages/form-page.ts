import { html } from 'ghtml'
import { bookPath, ENTRIES_ID } from '../shared/paths.ts'
import { renderDocument } from './document.ts'
import { renderEntryTemplate } from './entry-item.ts'
import { renderForm } from './form.ts'
import type { PageContext } from './page-context.ts'
import type { RefusedForm } from './view.ts'

/**
 * The form with what was typed and why it was refused, without the book below it: who is refused again and again costs little. There
 * is a link to the book instead, and an empty list, which a script fills.
 */
export function renderFormPage(refused: RefusedForm, context: PageContext): string {
  const { words, title } = context
  const body = html`<header>
<h1 dir="auto">${title}</h1>
</header>
<main>
!${renderForm(refused, context)}
<section aria-labelledby="${ENTRIES_ID}">
<h2 id="${ENTRIES_ID}">${words.title}</h2>
<ol class="entries" role="list" data-total="0"></ol>
<p class="turn"><a href="${bookPath()}">${words.back}</a></p>
</section>
</main>
!${renderEntryTemplate(context)}`
  return renderDocument({ subtitle: words.problems.title, body }, context)
}
