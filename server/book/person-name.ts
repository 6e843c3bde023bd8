import { checkDraft } from '../common/text/draft.ts'

/** The name of somebody who keeps the book, as stored, by the rules for visitors' names; or why it cannot be used. */
type CheckedName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: 'empty' | 'unusable' }

export function checkPersonName(text: string): CheckedName {
  const checked = checkDraft({ name: text, message: '-' })
  if (!checked.ok) return { ok: false, problem: 'unusable' }
  const { name } = checked.draft
  return name === '' ? { ok: false, problem: 'empty' } : { ok: true, name }
}
