import type { Draft } from '../../server/common/entry.ts'
import type { Language } from '../../server/common/languages.ts'
import { drawingOf } from '../../server/common/signature/drawing.ts'
import { isEmojiAlone } from '../../server/common/text/emoji-alone.ts'
import { LINK_RELATION, partAtLinks } from '../../server/common/text/links.ts'
import { writtenLanguage } from '../../server/common/text/written-language.ts'
import { createInk } from '../by-hand/ink.ts'

/** Adds what the server adds: rare fields, the languages of texts, the look of emoji, and links if the owner wants them. */
export function dressItem(item: Element, { name, message, extra, signature }: Draft, hasLinks: boolean): void {
  const part = item.querySelector('.message')
  setLanguage(part, message)
  part?.classList.toggle('emoji', isEmojiAlone(message))
  if (hasLinks) part?.replaceChildren(...partAtLinks(message).map(toNode))
  const by = item.querySelector('bdi')
  setLanguage(by, name)
  const drawing = signature && drawingOf(signature)
  if (drawing) by?.after(createInk(drawing))
  if (!extra) return
  const answer = Object.assign(document.createElement('bdi'), { className: 'extra', textContent: extra })
  setLanguage(answer, extra)
  by?.after(' ', answer)
}

function toNode({ text, address }: ReturnType<typeof partAtLinks>[number]): Node | string {
  if (address === undefined) return text
  return Object.assign(document.createElement('a'), { href: address, rel: LINK_RELATION, textContent: text })
}

function setLanguage(element: Element | null, text: string): void {
  const language = writtenLanguage(text, document.documentElement.lang as Language)
  if (language !== undefined) element?.setAttribute('lang', language)
}
