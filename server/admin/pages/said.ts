import { html } from 'ghtml'
import { formatRecords } from '../entries/deed-form.ts'
import type { Said } from '../entries/way-back.ts'
import type { OwnerContext } from './admin-context.ts'
import { aboutEntry } from './entry-form.ts'
import { renderToken } from './layout.ts'
import { ENTRIES_PATH } from './navigation.ts'

/** What a page says about what was just done, with the button that undoes it and leads back to `back`. */
export function renderSaid(
  said: Said | undefined,
  back: string,
  context: Pick<OwnerContext, 'language' | 'words' | 'formats' | 'owner'>,
): { readonly said?: string; readonly undo?: string } {
  if (said === undefined) return {}
  const { entries } = context.words
  if (said === 'nothing-selected') return { said: entries.nothingSelected }
  if (said === 'nothing-undone') return { said: entries.nothingUndone }
  if (said === 'signed') return { said: context.words.sign.done }
  const { plural } = context.formats
  const { name, done, already, missing, full, pinned = [], records } = said
  const isNoReply = name === 'reply' && done === 0
  const parts = [
    isNoReply && entries.reply.removed,
    done > 0 && plural(entries.done[name], done),
    already > 0 && plural(entries.already, already),
    missing > 0 && plural(entries.missing, missing),
    full > 0 && name !== 'pin' && plural(entries.full, full),
    pinned.length > 0 && entries.pinsFull(pinned.map((entry) => isolated(aboutEntry(entry, context))).join(' · ')),
  ]
  const text = parts.filter(Boolean).join(' ')
  if (text === '') return {}
  if (pinned.length > 0 && done === 0) {
    return { said: text, undo: html`<a href="${ENTRIES_PATH}?state=top">${entries.buttons.unpin}</a>` }
  }
  const undo = html`<form class="undo" method="post" action="${ENTRIES_PATH}">!${renderToken(context.owner)}<input type="hidden" name="back" value="${back}"><input type="hidden" name="records" value="${records ? formatRecords(records) : ''}"><button name="action" value="undo">${entries.undo}</button></form>`
  return records ? { said: text, undo } : { said: text }
}

/** A visitor's words, which may run in the other direction, within a sentence. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
