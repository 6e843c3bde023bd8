import { html } from 'ghtml'
import type { KeptEntry } from '../../book/moderation.ts'
import { REPLY_LIMIT, type ReplyProblem } from '../../common/text/reply.ts'
import { replyPath } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderEntryText } from './entry-form.ts'
import { renderAdminPage, renderToken } from './layout.ts'

interface ReplyView {
  readonly entry: KeptEntry
  readonly typed: string
  readonly problem?: ReplyProblem | ReplyChanged | undefined
  readonly back: string
}

/** Somebody else has saved another reply meanwhile, or taken it away. */
interface ReplyChanged {
  readonly kind: 'changed'
  readonly to: string
}

export function renderReplyPage({ entry, typed, problem, back }: ReplyView, context: OwnerContext): string {
  const { words, formats, owner } = context
  const { reply } = words.entries
  const reason = problem && explain(problem, context)
  const mark = reason === undefined ? '' : ' aria-invalid="true"'
  const body = html`<h1>${reply.title}</h1>
<ol class="entries" role="list"><li>!${renderEntryText({ ...entry, reply: undefined }, context)}</li></ol>
<form class="reply" method="post" action="${replyPath(entry.id)}">!${renderToken(owner)}<input type="hidden" name="back" value="${back}"><input type="hidden" name="seen" value="${entry.reply?.at ?? ''}">
<label for="text">${reply.label}</label>
!${reason === undefined ? '' : html`<p class="problem" id="text-problem" role="alert">${reason}</p>`}<textarea id="text" name="text" rows="5" dir="auto" aria-describedby="text-how${reason === undefined ? '' : ' text-problem'}"!${mark}>
${typed}</textarea>
<p class="how" id="text-how">${reply.how}</p>
<p class="acts"><button class="main">${reply.save}</button> <a class="button" href="${back}">${reply.cancel}</a></p>
</form>`
  return renderAdminPage({ title: `${reply.title} – ${formats.time(entry.createdAt)}`, body }, context)
}

function explain(problem: ReplyProblem | ReplyChanged, { words, formats }: OwnerContext): string {
  const { tooLong, unusable } = words.entries.reply
  const { changed, cleared } = words.settings.problems
  if (problem.kind === 'changed') return problem.to === '' ? cleared : changed(problem.to)
  return problem.kind === 'too-long' || problem.kind === 'too-large' ? tooLong(formats.number(REPLY_LIMIT)) : unusable
}
