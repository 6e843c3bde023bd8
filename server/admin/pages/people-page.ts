import { html } from 'ghtml'
import { type PersonWithSessions, ROLES, type Role, type Session } from '../../book/owners.ts'
import type { InviteText, PeopleAction } from '../../languages/admin/catalogue.ts'
import { PEOPLE_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAction, renderAdminPage, renderToken } from './layout.ts'
import { type MadeLink, renderMadeLink } from './made-link.ts'

export interface PeopleView {
  readonly people: readonly PersonWithSessions[]
  readonly done?: PeopleAction | undefined
  readonly link?: MadeLink | undefined
  readonly refused?: RefusedInvitation | undefined
}

interface RefusedInvitation {
  readonly name: string
  readonly role: Role
  readonly problem: keyof Pick<InviteText, 'empty' | 'unusable' | 'taken'>
}

export function renderPeoplePage({ people, done, link, refused }: PeopleView, context: OwnerContext): string {
  const { title, text, done: words } = context.words.people
  const body = html`!${link === undefined ? '' : renderMadeLink(link, context.words.people.link, context)}
<h1>${title}</h1>
<p class="how">${text}</p>
<ul class="people" role="list">!${people.map((person) => renderPerson(person, context))}</ul>
!${renderInvite(refused, context)}`
  return renderAdminPage({ title, path: PEOPLE_PATH, feedback: done && words[done], body }, context)
}

function renderPerson({ id, name, role, sessions }: PersonWithSessions, context: OwnerContext): string {
  const { words, owner } = context
  const { people } = words
  const isSelf = id === owner.id
  const path = `${PEOPLE_PATH}/${encodeURIComponent(id)}`
  const devices =
    sessions.length === 0
      ? html`<p class="quiet">${people.noDevices}</p>`
      : html`<ul class="devices" role="list">!${sessions.map((session) => renderDevice(session, name, context))}</ul>`
  return html`<li>
<p class="who"><bdi>${name}</bdi> <span>${words.roles[role]}</span>!${isSelf ? html` <span>${people.you}</span>` : ''}</p>
!${devices}
<div class="acts">
!${renderAction({ path: `${path}/link`, label: people.anotherDevice, about: name }, owner)}
!${sessions.length > 0 ? renderAction({ path: `${path}/sign-out`, label: people.endAll, about: name }, owner) : ''}
!${isSelf ? '' : renderAction({ path: `${path}/remove`, label: people.remove, about: name }, owner)}
</div>
</li>
`
}

function renderDevice({ id, device, lastSeen }: Session, name: string, context: OwnerContext): string {
  const { words, owner, formats } = context
  const { people } = words
  const what = device || people.unknownDevice
  const seen =
    id === owner.session ? people.thisDevice : people.lastSeen(formats.time(new Date(lastSeen).toISOString()))
  const path = `${PEOPLE_PATH}/sessions/${encodeURIComponent(id)}/end`
  return html`<li><p><bdi>${what}</bdi> <span>${seen}</span></p>!${renderAction({ path, label: people.endSession, about: `${name}, ${what}` }, owner)}</li>
`
}

function renderInvite(refused: RefusedInvitation | undefined, { words, owner }: OwnerContext): string {
  const { invite } = words.people
  const problem =
    refused === undefined ? '' : html`<p class="problem" id="name-problem" role="alert">${invite[refused.problem]}</p>`
  const mark = refused === undefined ? '' : html` aria-invalid="true" aria-describedby="name-problem" autofocus`
  const chosen = refused?.role ?? 'moderator'
  const choices = ROLES.map(
    (role) =>
      html`<label class="choice"><input type="radio" name="role" value="${role}"!${role === chosen ? ' checked' : ''}> ${words.roles[role]}</label>
`,
  )
  return html`<section class="invite">
<h2>${invite.title}</h2>
<form method="post" action="${PEOPLE_PATH}">!${renderToken(owner)}
<label for="name">${invite.name}</label>
!${problem}<input id="name" name="name" value="${refused?.name ?? ''}" required autocomplete="off" dir="auto"!${mark}>
<fieldset><legend>${invite.role}</legend>
!${choices}</fieldset>
<button class="main">${invite.button}</button>
</form>
</section>`
}
