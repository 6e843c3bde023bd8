import { createPlural, type Plural } from '../server/common/plural.ts'
import type { ScriptText } from '../server/common/script-text.ts'

export interface Words {
  readonly text: ScriptText
  readonly plural: Plural
  /** A BCP 47 tag. */
  readonly language: string
  /** For dates: the same with the region of the reader's browser. */
  readonly locale: string
}

/** Reads the texts that came with the page. Throws if there are none. */
export function readWords({ body, documentElement }: Document): Words {
  const json = body.dataset.text
  if (json === undefined) throw new Error('expected the page’s body to have data-text, but it has none')
  const language = documentElement.lang
  // The browser's first language in this one, such as en-GB.
  const locale = navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language
  return { text: JSON.parse(json), plural: createPlural(language), language, locale }
}
