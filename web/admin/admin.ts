import type { AdminScriptText } from '../../server/common/admin-script-text.ts'
import { createPlural } from '../../server/common/plural.ts'
import { localeFor } from '../locale.ts'
import { startAlone } from '../start-alone.ts'
import { Times } from '../times.ts'
import { AdminKeys } from './keys.ts'
import { Selection } from './selection.ts'
import { WaitingCount } from './waiting-count.ts'

const { body, documentElement } = document
const text: AdminScriptText = JSON.parse(body.dataset.text ?? '{}')
const language = documentElement.lang
const plural = createPlural(language)
const form = document.querySelector<HTMLFormElement>('form.entries')
const dialog = document.querySelector<HTMLDialogElement>('dialog.keys')

const selection = form && new Selection(form, (count) => plural(text.selected, count))
const parts = [
  // No link here is a time, so `entryBy` is not used.
  new Times({ language, locale: localeFor(language), text: { justNow: text.justNow, entryBy: '' } }),
  selection,
  dialog && new AdminKeys(dialog, form),
  new WaitingCount(text, plural),
]

for (const part of parts) startAlone(part)
