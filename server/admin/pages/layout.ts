import { html } from 'ghtml'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { AdminScriptText } from '../../common/admin-script-text.ts'
import { bookPath } from '../../common/paths.ts'
import { beginDocument } from '../../pages/begin-document.ts'
import { TOKEN_FIELD } from '../forms.ts'
import type { Owner } from '../guard.ts'
import { LEAVE_PATH } from '../paths.ts'
import type { AdminContext, OwnerContext } from './admin-context.ts'
import { PLACES } from './navigation.ts'

interface AdminPage {
  /** Plain text. */
  readonly title: string
  /** The place that the navigation marks. */
  readonly path?: string | undefined
  /** Plain text. */
  readonly feedback?: string | undefined
  /** HTML beside the feedback. */
  readonly undo?: string | undefined
  /** How many entries wait, for the navigation. */
  readonly waiting?: number | undefined
  /** The script's texts, on pages that have it. */
  readonly script?: AdminScriptText | undefined
  /** HTML. */
  readonly head?: string | undefined
  /** HTML. */
  readonly body: string
}

export function renderAdminPage(page: AdminPage, context: AdminContext): string {
  const { title, feedback, undo = '', head = '', script, body } = page
  const { language, assets, owner } = context
  const text = script === undefined ? '' : html` data-text="${JSON.stringify(script)}"`
  return html`!${beginDocument({ language, look: '' })}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${context.title}</title>
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="${assets.adminStyle}">
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
!${script === undefined || assets.adminScript === undefined ? '' : html`<script type="module" src="${assets.adminScript}"></script>`}
!${head}
</head>
<body!${text}>
!${renderHeader(page, context)}
<main>
!${owner?.isLastKnown ? html`<p class="notice" role="status">${context.words.lastKnown}</p>` : ''}!${feedback === undefined ? '' : html`<div class="said"><p role="status">${feedback}</p>!${undo}</div>`}
!${body}
</main>
!${owner === undefined ? '' : renderFooter({ ...context, owner })}
</body>
</html>
`
}

export function renderToken({ token }: Owner): string {
  return html`<input type="hidden" name="${TOKEN_FIELD}" value="${token}">`
}

interface ActionButton {
  readonly path: string
  readonly label: string
  /** For screen readers, if several buttons have the same label. */
  readonly about?: string | undefined
}

export function renderAction({ path, label, about }: ActionButton, owner: Owner): string {
  const name = about === undefined ? '' : html` aria-label="${label}: ${about}"`
  return html`<form method="post" action="${path}">!${renderToken(owner)}<button!${name}>${label}</button></form>`
}

function renderHeader(
  { path, waiting = 0 }: AdminPage,
  { words: { navigation }, title, owner, formats }: AdminContext,
) {
  const home = owner === undefined ? bookPath() : ADMIN_PATH
  const places =
    owner === undefined ? [] : PLACES.filter(({ forModerators }) => forModerators || owner.role === 'owner')
  const links = places.map(
    (place) =>
      html`<a href="${place.path}"!${place.path === path ? html` aria-current="page"` : ''}>${navigation[place.word]}!${place.path === ADMIN_PATH && waiting > 0 ? html` <b>${formats.number(waiting)}</b>` : ''}</a>
`,
  )
  return html`<header><nav aria-label="${navigation.label}">
<a class="title" href="${home}"><bdi>${title}</bdi></a>
<div>!${links}</div></nav></header>`
}

function renderFooter({ words, owner }: OwnerContext): string {
  return html`<footer>
<p>${words.signedInAs(owner.name)}</p>
<a href="${bookPath()}">${words.navigation.book}</a>
!${renderAction({ path: LEAVE_PATH, label: words.leave }, owner)}
</footer>`
}
