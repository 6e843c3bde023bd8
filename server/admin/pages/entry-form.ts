import { html } from 'ghtml'
import type { HeldEntry, KeptEntry } from '../../book/moderation.ts'
import type { Reason } from '../../book/screening.ts'
import type { Draft } from '../../common/entry.ts'
import { mayBeFolded } from '../../common/text/folding.ts'
import type { ActionName } from '../../languages/admin/entries/text.ts'
import { CATALOGUES } from '../../languages/catalogues.ts'
import { renderFold, renderLanguage } from '../../pages/entry-item.ts'
import { renderInlineSignature } from '../../pages/signature.ts'
import { isFinal, isForOwners } from '../entries/actions.ts'
import { ASK_PATH, ENTRIES_PATH, replyPath } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderToken } from './layout.ts'

export interface EntryForm {
  readonly entries: readonly (KeptEntry | HeldEntry)[]
  readonly actions: readonly ActionName[]
  readonly actionsOf: (entry: KeptEntry | HeldEntry) => readonly (ActionName | 'reply')[]
  /** This page's address. */
  readonly back: string
}

const SUSPICIOUS: readonly Reason[] = ['link', 'links', 'honeypot', 'too-fast', 'repeated']

const ABOUT_LENGTH = 40

/** Entries with buttons for each, and a bar of buttons for the selected ones, in one form that needs no script. */
export function renderEntryForm({ entries, actions, actionsOf, back }: EntryForm, context: OwnerContext): string {
  const { owner, words } = context
  const allowed = actions.filter((action) => owner.role === 'owner' || !isForOwners(action))
  const buttons = allowed.map((action) => renderButton({ action, isMain: action === 'publish' }, context))
  // Enter in a checkbox presses the first button. This one does nothing, since there is no dialog around.
  return html`<form class="entries" method="post" action="${ENTRIES_PATH}">!${renderToken(owner)}<input type="hidden" name="back" value="${back}"><button class="unseen" formmethod="dialog" tabindex="-1" aria-hidden="true"></button>
<label class="all" hidden><input type="checkbox"> ${words.entries.selectAll}</label>
<ol role="list">!${entries.map((entry) => renderItem(entry, actionsOf(entry), back, context))}</ol>
<div class="bar"><div><output hidden></output>
!${buttons}</div></div>
</form>`
}

/** Who wrote an entry and how it begins, where there is no room for all of it. */
export function aboutEntry({ name, message }: Draft, { language }: Pick<OwnerContext, 'language'>): string {
  return `${name || CATALOGUES[language].anonymous}, ${beginningOf(message)}`
}

/** Without buttons. */
export function renderEntryText(entry: KeptEntry | HeldEntry, context: OwnerContext): string {
  const { words, formats, language } = context
  const { list, reasons } = words.entries
  const why = 'reasons' in entry ? entry.reasons : []
  const isSuspicious = why.some((reason) => SUSPICIOUS.includes(reason))
  // A newer front end beside this one may know more reasons.
  const because = why.map((reason) => reasons[reason] ?? reason).join(' · ')
  const marks = 'isHidden' in entry ? marksOf(entry).map((mark) => html` <span class="mark">${list[mark]}</span>`) : []
  const reply = 'isHidden' in entry ? entry.reply : undefined
  const attribute = (text: string) => renderLanguage(text, language)
  const fold = mayBeFolded(entry.message) ? renderFold(CATALOGUES[language]) : ''
  return html`<div class="whole">!${fold}<p class="message" dir="auto"!${attribute(entry.message)}>${entry.message}</p></div>
<p class="by"><bdi!${attribute(entry.name)}>${entry.name || CATALOGUES[language].anonymous}</bdi>!${entry.extra ? html` <bdi!${attribute(entry.extra)}>${entry.extra}</bdi>` : ''}!${renderInlineSignature(entry.signature)} <time datetime="${entry.createdAt}">${formats.time(entry.createdAt)}</time>!${because === '' ? '' : html` <span!${isSuspicious ? ' class="why"' : ''}>${because}</span>`}!${marks}</p>!${reply ? html`<p class="answer" dir="auto"!${attribute(reply.text)}>${reply.text}</p>` : ''}`
}

function renderItem(
  entry: KeptEntry | HeldEntry,
  actions: readonly (ActionName | 'reply')[],
  back: string,
  context: OwnerContext,
): string {
  const { words, owner } = context
  const { select, buttons } = words.entries
  const { id } = entry
  const about = aboutEntry(entry, context)
  const allowed = actions.filter((action) => action === 'reply' || owner.role === 'owner' || !isForOwners(action))
  const main = 'reasons' in entry ? mainAction(entry, allowed) : undefined
  const acts = allowed.map((action) =>
    action === 'reply'
      ? html`<a class="button" href="${replyPath(id)}?back=${encodeURIComponent(back)}" aria-label="${buttons.reply}: ${about}">${buttons.reply}</a>
`
      : renderButton({ action, id, about, isMain: action === main }, context),
  )
  return html`<li id="e${id}"!${'isHidden' in entry && entry.isHidden ? ' class="hidden"' : ''}><label class="pick"><input type="checkbox" name="id" value="${id}" aria-label="${select(about)}"></label><div>
!${renderEntryText(entry, context)}
<p class="acts">!${acts}</p></div></li>
`
}

interface Button {
  readonly action: ActionName
  readonly id?: string
  /** For screen readers. */
  readonly about?: string
  readonly isMain: boolean
}

function renderButton({ action, id, about, isMain }: Button, { words }: OwnerContext): string {
  const label = words.entries.buttons[action]
  const what = id === undefined ? html`name="action" value="${action}"` : html`name="one" value="${action} ${id}"`
  const ask = isFinal(action) ? html` formaction="${ASK_PATH}"` : ''
  const name = about === undefined ? '' : html` aria-label="${label}: ${about}"`
  return html`<button !${what}!${ask}!${name}!${isMain ? ' class="main"' : ''}>${label}</button>
`
}

function mainAction({ reasons }: HeldEntry, actions: readonly (ActionName | 'reply')[]): ActionName {
  return actions.includes('spam') && reasons.some((reason) => SUSPICIOUS.includes(reason)) ? 'spam' : 'publish'
}

function marksOf({ isHidden, pinned, edited }: KeptEntry): readonly ('hidden' | 'pinned' | 'edited')[] {
  const marks = [isHidden && 'hidden', pinned && 'pinned', edited && 'edited'] as const
  return marks.filter((mark) => mark !== undefined && mark !== false)
}

function beginningOf(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ')
  return line.length <= ABOUT_LENGTH ? line : `${line.slice(0, ABOUT_LENGTH).toWellFormed()}…`
}
