import type { AdminScriptText } from '../../server/common/admin-script-text.ts'
import { createPlural } from '../../server/common/plural.ts'
import { Times } from '../times.ts'
import type { Words } from '../words.ts'
import { AdminKeys } from './keys.ts'
import { Selection } from './selection.ts'
import { WaitingCount } from './waiting-count.ts'

/* What makes the owner's pages quicker. They are complete without it. */

const { body, documentElement } = document
const text: AdminScriptText = JSON.parse(body.dataset.text ?? '{}')
const language = documentElement.lang
const plural = createPlural(language)
const form = document.querySelector<HTMLFormElement>('form.entries')
const dialog = document.querySelector<HTMLDialogElement>('dialog.keys')

const selection = form && new Selection(form, (count) => plural(text.selected, count))
const parts = [
  new Times({ language, plural, text } as unknown as Words),
  selection,
  dialog && new AdminKeys(dialog, form),
  new WaitingCount(text, plural),
]

// If one part fails, the others still start.
for (const part of parts) {
  try {
    part?.start()
  } catch (error) {
    console.error(error)
  }
}
