import { html } from 'ghtml'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { AdminProblemKind } from '../../languages/admin/catalogue.ts'
import { CATALOGUES } from '../../languages/catalogues.ts'
import type { AdminContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'

/** A form that was sent in vain. */
interface UnsavedForm {
  readonly path: string
  readonly form: URLSearchParams
}

/** With a button that sends the unsaved form once more, so that nothing that was typed is lost. */
export function renderProblemPage(kind: AdminProblemKind, context: AdminContext, unsaved?: UnsavedForm): string {
  const { words } = context
  const { title, text } = words.problems[kind]
  const body = html`<h1>${title}</h1>
<p class="how">${text}</p>
!${unsaved && unsaved.form.size > 0 ? renderAgainForm(unsaved, context) : ''}<p><a href="${ADMIN_PATH}">${words.back}</a></p>`
  return renderAdminPage({ title, body }, context)
}

function renderAgainForm({ path, form }: UnsavedForm, { language }: AdminContext): string {
  const fields = Array.from(form, ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return html`<form method="post" action="${path}">!${fields.join('')}<p class="acts"><button class="main">${CATALOGUES[language].script.retry}</button></p></form>
`
}

/** Loads a path once more, now from this site. */
export function renderAgain(address: string, context: AdminContext): string {
  const { words } = context
  const title = words.navigation.label
  const head = html`<meta http-equiv="refresh" content="0; url=${address}">`
  const body = html`<p><a href="${address}">${words.back}</a></p>`
  return renderAdminPage({ title, head, body }, context)
}
