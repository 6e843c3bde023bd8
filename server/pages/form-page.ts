import { html } from 'ghtml'
import type { Draft } from '../common/entry.ts'
import { bookPath, ENTRIES_ID } from '../common/paths.ts'
import { renderDocument } from './document.ts'
import { renderBlankEntry } from './entry-item.ts'
import { renderForm } from './form.ts'
import type { FormProblem } from './form-problem.ts'
import type { PageContext } from './page-context.ts'

export interface RefusedForm {
  readonly typed: Draft
  readonly problems: readonly FormProblem[]
}

/** The form without the book, so that repeated refusals cost little. The script fills the empty list. */
export function renderFormPage(refused: RefusedForm, context: PageContext): string {
  const { words, title } = context
  const body = html`<header>
<h1 dir="auto">${title}</h1>
</header>
<main>
!${renderForm(refused, context)}
<section aria-labelledby="${ENTRIES_ID}">
<h2 id="${ENTRIES_ID}">${words.title}</h2>
<ul class="entries" role="list" data-total="0" data-script="${context.assets.following ?? ''}" data-item="${renderBlankEntry(context)}"></ul>
<p class="turn"><a href="${bookPath()}">${words.back}</a></p>
</section>
</main>`
  return renderDocument({ subtitle: words.problems.title, body }, context)
}
