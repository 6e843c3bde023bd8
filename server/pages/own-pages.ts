import { html } from 'ghtml'
import type { Draft, Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import { bookPath, changePath, takeBackPath } from '../common/paths.ts'
import { renderDocument } from './document.ts'
import { renderEntry } from './entry-item.ts'
import { renderForm } from './form.ts'
import { type FormProblem, problemText } from './form-problem.ts'
import type { PageContext } from './page-context.ts'

export interface ChangeView {
  readonly id: LogId
  readonly typed: Draft
  readonly problems?: readonly FormProblem[]
}

export function renderChangePage({ id, typed, problems = [] }: ChangeView, context: PageContext): string {
  const { own } = context.words
  const target = { id: 'change', action: changePath(id), submit: own.save, cancel: own.cancel }
  const form = renderForm({ typed, target, problems }, context)
  return renderPage(own.changeTitle, form, context)
}

export function renderTakeBackPage(entry: Entry, context: PageContext): string {
  const { own } = context.words
  const content = html`<form id="take-back" class="own" method="post" action="${takeBackPath(entry.id)}"><p>${own.takeBackText}</p>
<button>${own.takeBackConfirm}</button> <a href="${bookPath()}">${own.keep}</a></form>
<ul class="entries" role="list">!${renderEntry(entry, context)}</ul>`
  return renderPage(own.takeBackTitle, content, context)
}

/** Says why an author cannot change an entry or take it back. */
export function renderOwnProblem(problem: FormProblem, context: PageContext): string {
  const content = html`<p class="intro" role="alert">${problemText(problem, context)}</p>
<p class="turn"><a href="${bookPath()}">${context.words.back}</a></p>`
  return renderPage(context.words.own.title, content, context)
}

function renderPage(title: string, content: string, context: PageContext): string {
  const body = html`<main>
<h1>${title}</h1>
!${content}
</main>`
  return renderDocument({ subtitle: title, body, isOwn: true }, context)
}
