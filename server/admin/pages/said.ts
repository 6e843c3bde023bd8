import { html } from 'ghtml'
import { formatRecords } from '../entries/deed-form.ts'
import type { Said } from '../entries/way-back.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderToken } from './layout.ts'
import { ENTRIES_PATH } from './navigation.ts'

/**
 * What a page says about what was just done, with the button that undoes it.
 * @param back The address of the page, where undoing leads back to
 */
export function renderSaid(
  said: Said | undefined,
  back: string,
  context: Pick<OwnerContext, 'words' | 'formats' | 'owner'>,
): { readonly said?: string; readonly undo?: string } {
  if (said === undefined) return {}
  const { entries } = context.words
  if (said === 'nothing-selected') return { said: entries.nothingSelected }
  if (said === 'nothing-undone') return { said: entries.nothingUndone }
  const { plural } = context.formats
  const { name, done, already, missing, full, records } = said
  const isNoReply = name === 'reply' && done === 0
  const parts = [
    isNoReply && entries.reply.removed,
    done > 0 && plural(entries.done[name], done),
    already > 0 && plural(entries.already, already),
    missing > 0 && plural(entries.missing, missing),
    full > 0 && plural(entries.full, full),
  ]
  const text = parts.filter(Boolean).join(' ')
  if (text === '') return {}
  const undo = html`<form class="undo" method="post" action="${ENTRIES_PATH}">!${renderToken(context.owner)}<input type="hidden" name="back" value="${back}"><input type="hidden" name="records" value="${records ? formatRecords(records) : ''}"><button name="action" value="undo">${entries.undo}</button></form>`
  return records ? { said: text, undo } : { said: text }
}
