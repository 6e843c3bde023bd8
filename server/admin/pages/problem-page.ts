import { html } from 'ghtml'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { AdminProblemKind } from '../../languages/admin/catalogue.ts'
import type { AdminContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'

export function renderProblemPage(kind: AdminProblemKind, context: AdminContext): string {
  const { words } = context
  const { title, text } = words.problems[kind]
  const body = html`<h1>${title}</h1>
<p class="how">${text}</p>
<p><a href="${ADMIN_PATH}">${words.back}</a></p>`
  return renderAdminPage({ title, body }, context)
}

/** Loads a path once more, now from this site. */
export function renderAgain(address: string, context: AdminContext): string {
  const { words } = context
  const title = words.navigation.label
  const head = html`<meta http-equiv="refresh" content="0; url=${address}">`
  const body = html`<p><a href="${address}">${words.back}</a></p>`
  return renderAdminPage({ title, head, body }, context)
}
