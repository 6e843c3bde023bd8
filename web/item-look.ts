import type { Draft } from '../server/common/entry.ts'
import type { Language } from '../server/common/languages.ts'
import { isEmojiAlone } from '../server/common/text/emoji-alone.ts'
import { writtenLanguage } from '../server/common/text/written-language.ts'

/** Gives an item's parts the languages and the look that the server gives them. */
export function dressItem(item: Element, { name, message }: Draft): void {
  const part = item.querySelector('.message')
  setLanguage(part, message)
  part?.classList.toggle('emoji', isEmojiAlone(message))
  setLanguage(item.querySelector('bdi'), name)
}

function setLanguage(element: Element | null, text: string): void {
  const language = writtenLanguage(text, document.documentElement.lang as Language)
  if (language !== undefined) element?.setAttribute('lang', language)
}
