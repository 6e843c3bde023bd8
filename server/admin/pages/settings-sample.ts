import { html } from 'ghtml'
import { type Look, lookClasses } from '../../settings/looks.ts'
import { languageSetting } from '../../settings/stored-settings.ts'
import type { SettingValues } from '../settings/fields.ts'
import type { OwnerContext } from './admin-context.ts'

/** A part of the book's page as it would look. */
export function renderSample(
  values: SettingValues,
  look: Look,
  { language, title, words, owner }: OwnerContext,
): string {
  const shown = values[languageSetting('title', language)] || values.title || title
  const intro = values[languageSetting('intro', language)] || values.intro
  return html`<div class="sample !${lookClasses(look)}">
<p class="sample-title" dir="auto">${shown}</p>
!${intro === '' ? '' : html`<p class="sample-intro" dir="auto">${intro}</p>`}
<p class="sample-message">${words.settings.sample}</p>
<p class="sample-by">— <bdi>${values.ownerName || owner.name}</bdi> <span class="sample-link">${words.settings.preview}</span></p>
</div>`
}
