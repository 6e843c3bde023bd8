import { checkDraft } from '../common/text/draft.ts'

type CheckedName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: 'empty' | 'unusable' }

/** Checks the name of somebody who keeps the book by the rules for visitors' names. Returns it as stored. */
export function checkPersonName(text: string): CheckedName {
  const checked = checkDraft({ name: text, message: '-' })
  if (!checked.ok) return { ok: false, problem: 'unusable' }
  const { name } = checked.draft
  return name === '' ? { ok: false, problem: 'empty' } : { ok: true, name }
}
