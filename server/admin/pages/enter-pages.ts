import { html } from 'ghtml'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { TitleAndText } from '../../languages/admin/catalogue.ts'
import { TOKEN_FIELD } from '../forms.ts'
import type { AdminContext } from './admin-context.ts'
import { renderAdminPage } from './layout.ts'

const COMMAND = 'npm run owner'

/** The page of a link that works. Only its button signs in, and sends `secret` back. */
export function renderEnter(
  { path, secret }: { readonly path: string; readonly secret: string },
  context: AdminContext,
) {
  const { link, button } = context.words.enter
  return renderAdminPage(
    {
      title: link.title,
      body: html`<h1>${link.title}</h1>
<p class="how">${link.text}</p>
<form method="post" action="${path}"><input type="hidden" name="${TOKEN_FIELD}" value="${secret}"><button class="main">${button}</button></form>`,
    },
    context,
  )
}

export function renderHowToEnter({ hasLeft }: { readonly hasLeft: boolean }, context: AdminContext): string {
  const { how, command, alreadyIn, left } = context.words.enter
  return renderAdminPage(
    {
      title: how.title,
      feedback: hasLeft ? left : undefined,
      body: html`<h1>${how.title}</h1>
<p class="how">${how.text}</p>
<dl class="commands"><dt>${command}</dt><dd><code dir="ltr">${COMMAND}</code></dd>
<dt>Docker Compose</dt><dd><code dir="ltr">docker compose exec frontend node server/owner.ts</code></dd>
<dt>Kubernetes</dt><dd><code dir="ltr">kubectl exec rc/frontend -- node server/owner.ts</code></dd></dl>
<p><a href="${ADMIN_PATH}">${alreadyIn}</a></p>`,
    },
    context,
  )
}

export function renderRefused({ title, text }: TitleAndText, context: AdminContext): string {
  const body = html`<h1>${title}</h1>
<p class="how">${text}</p>
<p><a href="${ADMIN_PATH}">${context.words.enter.alreadyIn}</a></p>`
  return renderAdminPage({ title, body }, context)
}
