import { html } from 'ghtml'
import type { Tablet } from '../../book/tablets.ts'
import { KIOSK_TEXTS } from '../../languages/kiosk/catalogues.ts'
import { OCCASION_PATH, TABLETS_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAction, renderAdminPage, renderToken } from './layout.ts'
import { type MadeLink, renderMadeLink } from './made-link.ts'

export interface TabletsView {
  readonly tablets: readonly Tablet[]
  readonly done?: 'closed' | 'gone' | undefined
  readonly link?: MadeLink | undefined
  readonly refused?: { readonly name: string; readonly problem: 'empty' | 'unusable' } | undefined
}

export function renderTabletsPage({ tablets, done, link, refused }: TabletsView, context: OwnerContext): string {
  const { offer, tablets: text } = KIOSK_TEXTS[context.language]
  const list = html`<ul class="devices" role="list">!${tablets.map((tablet) => renderTablet(tablet, context))}</ul>`
  const body = html`!${link === undefined ? '' : renderMadeLink(link, text.link, context)}
<h1>${offer.title}</h1>
<p class="how">${text.text}</p>
<h2>${text.title}</h2>
!${tablets.length === 0 ? html`<p class="quiet">${text.none}</p>` : list}
!${renderNewTablet(refused, context)}`
  return renderAdminPage({ title: offer.title, path: OCCASION_PATH, feedback: done && text[done], body }, context)
}

function renderTablet(
  { id, name, device, lastSeen }: Tablet,
  { language, words, owner, formats }: OwnerContext,
): string {
  const { people } = words
  const label = KIOSK_TEXTS[language].tablets.close
  const seen = people.lastSeen(formats.time(new Date(lastSeen).toISOString()))
  const path = `${TABLETS_PATH}/${encodeURIComponent(id)}/close`
  return html`<li><p><bdi>${name}</bdi> <span>${device || people.unknownDevice}, ${seen}</span></p>!${renderAction({ path, label, about: name }, owner)}</li>
`
}

function renderNewTablet(refused: TabletsView['refused'], { language, words, owner }: OwnerContext): string {
  const { name, empty, button } = KIOSK_TEXTS[language].tablets
  const problem =
    refused &&
    html`<p class="problem" id="name-problem" role="alert">${refused.problem === 'empty' ? empty : words.people.invite.unusable}</p>`
  const mark = refused ? html` aria-invalid="true" aria-describedby="name-problem" autofocus` : ''
  return html`<section class="invite">
<form method="post" action="${TABLETS_PATH}">!${renderToken(owner)}
<label for="name">${name}</label>
!${problem ?? ''}<input id="name" name="name" value="${refused?.name ?? ''}" required autocomplete="off" dir="auto"!${mark}>
<div class="acts"><button class="main">${button}</button></div>
</form>
</section>`
}
