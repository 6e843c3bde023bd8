import { createPlural, type Plural } from '../server/common/plural.ts'
import type { ScriptText } from '../server/common/script-text.ts'
import { localeFor } from './locale.ts'

export interface Words {
  readonly text: ScriptText
  readonly plural: Plural
  /** A BCP 47 tag. */
  readonly language: string
  /** See {@link localeFor}. */
  readonly locale: string
}

/** Reads the texts that came with the page. Throws if there are none. */
export function readWords({ body, documentElement }: Document): Words {
  const json = body.dataset.text
  if (json === undefined) throw new Error('expected the page’s body to have data-text, but it has none')
  const language = documentElement.lang
  return { text: JSON.parse(json), plural: createPlural(language), language, locale: localeFor(language) }
}
