import { html } from 'ghtml'
import { formatRecords } from '../entries/action-form.ts'
import type { Feedback } from '../entries/way-back.ts'
import { ENTRIES_PATH } from '../paths.ts'
import type { OwnerContext } from './admin-context.ts'
import { aboutEntry } from './entry-form.ts'
import { renderToken } from './layout.ts'

/** The text, and the button that undoes what was done and leads to `back`. */
export function renderFeedback(
  feedback: Feedback | undefined,
  back: string,
  context: Pick<OwnerContext, 'language' | 'words' | 'formats' | 'owner'>,
): { readonly feedback?: string; readonly undo?: string } {
  if (feedback === undefined) return {}
  const { entries } = context.words
  if (feedback === 'nothing-selected') return { feedback: entries.nothingSelected }
  if (feedback === 'nothing-undone') return { feedback: entries.nothingUndone }
  if (feedback === 'signed') return { feedback: context.words.sign.done }
  const { plural } = context.formats
  const { name, done, already, missing, full, pinned = [], records } = feedback
  const parts = [
    done > 0 && (name === 'no-reply' ? entries.reply.removed : plural(entries.done[name], done)),
    already > 0 && plural(entries.already, already),
    missing > 0 && plural(entries.missing, missing),
    full > 0 && name !== 'pin' && plural(entries.full, full),
    pinned.length > 0 && entries.pinsFull(pinned.map((entry) => isolated(aboutEntry(entry, context))).join(' · ')),
  ]
  const text = parts.filter(Boolean).join(' ')
  if (text === '') return {}
  if (pinned.length > 0 && done === 0) {
    return { feedback: text, undo: html`<a href="${ENTRIES_PATH}?state=top">${entries.buttons.unpin}</a>` }
  }
  const undo = html`<form class="undo" method="post" action="${ENTRIES_PATH}">!${renderToken(context.owner)}<input type="hidden" name="back" value="${back}"><input type="hidden" name="records" value="${records ? formatRecords(records) : ''}"><button name="action" value="undo">${entries.undo}</button></form>`
  return records ? { feedback: text, undo } : { feedback: text }
}

/** So that a visitor's words keep their direction within a sentence. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
