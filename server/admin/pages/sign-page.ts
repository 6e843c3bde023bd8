import { html } from 'ghtml'
import { SIGN_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAdminPage, renderToken } from './layout.ts'

export interface SignView {
  readonly name: string
  /** The same for every attempt to send this form. */
  readonly key: string
  readonly typed?: string | undefined
  /** Plain text. */
  readonly problem?: string | undefined
  readonly isDone?: boolean
}

export function renderSignPage({ name, key, typed = '', problem, isDone }: SignView, context: OwnerContext): string {
  const { words, owner } = context
  const { title, text, message, button, done } = words.sign
  const reason = problem === undefined ? '' : html`<p class="problem" id="message-problem" role="alert">${problem}</p>`
  const mark = problem === undefined ? '' : html` aria-invalid="true" aria-describedby="message-problem" autofocus`
  const body = html`<h1>${title}</h1>
<p class="how" dir="auto">${text(name)}</p>
<form class="settings" method="post" action="${SIGN_PATH}">!${renderToken(owner)}<input type="hidden" name="key" value="${key}">
<div class="field"><label for="message">${message}</label>
!${reason}<textarea id="message" name="message" rows="4" required dir="auto"!${mark}>
${typed}</textarea></div>
<button class="main">${button}</button>
</form>`
  return renderAdminPage({ title, path: SIGN_PATH, feedback: isDone ? done : undefined, body }, context)
}
