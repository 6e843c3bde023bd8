import { html } from 'ghtml'
import type { GateState } from '../../book/gate.ts'
import type { HeldPage } from '../../book/moderation.ts'
import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { LogId } from '../../common/log-id.ts'
import type { Feedback } from '../entries/way-back.ts'
import { SETTINGS_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderEntryForm } from './entry-form.ts'
import { renderFeedback } from './feedback.ts'
import { renderKeys, scriptText } from './keys.ts'
import { renderAdminPage } from './layout.ts'

interface WaitingView {
  readonly page: HeldPage
  readonly after: LogId | undefined
  readonly gate: GateState
  readonly feedback: Feedback | undefined
  /** Right after signing in. */
  readonly isWelcome: boolean
  /** Others on the network could read along. */
  readonly isExposed: boolean
}

/** What waits to be decided, oldest first. */
export function renderWaitingPage(view: WaitingView, context: OwnerContext): string {
  const { page, after, gate, feedback, isWelcome, isExposed } = view
  const { words, formats, owner } = context
  const { waiting } = words.entries
  const { entries, total, next } = page
  const back = after === undefined ? ADMIN_PATH : `${ADMIN_PATH}?after=${after}`
  const heading = total === 0 ? waiting.none : formats.plural(waiting.title, total)
  const form =
    entries.length === 0 ? '' : renderEntryForm({ entries, actions: ACTIONS, actionsOf: () => ACTIONS, back }, context)
  const body = html`!${isExposed ? html`<p class="notice">${words.notEncrypted}</p>` : ''}<h1>${heading}</h1>
<p class="how">${waiting.gate[gate]}!${owner.role === 'owner' ? html` <a href="${SETTINGS_PATH}#gate">${waiting.changeGate}</a>` : ''}</p>
<p class="more" role="status"><a href="${ADMIN_PATH}" hidden></a></p>
!${after === undefined ? '' : html`<p class="turn"><a href="${ADMIN_PATH}">${waiting.first}</a></p>`}!${form}
!${next === null ? '' : html`<p class="turn"><a href="${ADMIN_PATH}?after=${next}" rel="next">${waiting.next}</a></p>`}
!${renderKeys(context)}`
  const greeting = isWelcome ? { feedback: words.hello(owner.name) } : {}
  return renderAdminPage(
    {
      title: total === 0 ? waiting.none : formats.plural(waiting.short, total),
      path: ADMIN_PATH,
      waiting: total,
      script: scriptText(context, total),
      ...greeting,
      ...renderFeedback(feedback, back, context),
      body,
    },
    context,
  )
}

const ACTIONS = ['publish', 'refuse', 'spam'] as const
