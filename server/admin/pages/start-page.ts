import { html } from 'ghtml'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'

/** The first page after signing in. */
export function renderStart({ isExposed }: { readonly isExposed: boolean }, context: OwnerContext): string {
  const { words, owner } = context
  const title = words.start.title(owner.name)
  const body = html`!${isExposed ? html`<p class="notice">${words.notEncrypted}</p>` : ''}
<h1 dir="auto">${title}</h1>
<p class="how">${words.start.text}</p>`
  return renderAdminPage({ title, path: ADMIN_PATH, body }, context)
}
