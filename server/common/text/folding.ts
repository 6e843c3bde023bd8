/** How many lines of a message are shown before it is folded. Must equal the value in web/book/entries.css. */
export const SHOWN_LINES = 24

/** True if `message` may exceed {@link SHOWN_LINES} on a narrow screen with large letters. The layout decides in the end. */
export function mayBeFolded(message: string): boolean {
  const lineBreaks = message.match(/\n/g)?.length ?? 0
  const wide = message.match(MAYBE_WIDE)?.length ?? 0
  return lineBreaks + 1 + wide + message.length / NARROWEST > SHOWN_LINES
}

/** Letters per line, with broken words, on the narrowest line: 320 CSS pixels, text at 200 %. */
const NARROWEST = 7

/** Characters that may be as wide as a line, such as U+FDFD and cuneiform. Excludes common scripts. */
const MAYBE_WIDE = /[^\0-\u1fff\u2010-\u2027\u3000-\u9fff\uac00-\ud7a3\uff01-\uff60]/gu
