import type { Draft } from '../server/common/entry.ts'
import type { Language } from '../server/common/languages.ts'
import { drawingOf } from '../server/common/signature/drawing.ts'
import { isEmojiAlone } from '../server/common/text/emoji-alone.ts'
import { writtenLanguage } from '../server/common/text/written-language.ts'
import { createInk } from './ink.ts'

/** Gives an item what few entries have, and its parts the languages and the look that the server gives them. */
export function dressItem(item: Element, { name, message, extra, signature }: Draft): void {
  const part = item.querySelector('.message')
  setLanguage(part, message)
  part?.classList.toggle('emoji', isEmojiAlone(message))
  const by = item.querySelector('bdi')
  setLanguage(by, name)
  const drawing = signature && drawingOf(signature)
  if (drawing) by?.after(createInk(drawing))
  if (!extra) return
  const answer = Object.assign(document.createElement('bdi'), { className: 'extra', textContent: extra })
  setLanguage(answer, extra)
  by?.after(' ', answer)
}

function setLanguage(element: Element | null, text: string): void {
  const language = writtenLanguage(text, document.documentElement.lang as Language)
  if (language !== undefined) element?.setAttribute('lang', language)
}
