/** How many lines of a message are shown before it has to be unfolded. web/style.css says the same. */
export const SHOWN_LINES = 24

/**
 * True where `message` may take more than {@link SHOWN_LINES} lines on a narrow screen with large letters. Counts generously: the
 * layout knows better, and shows a control only where something is folded.
 */
export function mayBeFolded(message: string): boolean {
  const lineBreaks = message.match(/\n/g)?.length ?? 0
  const wide = message.match(MAYBE_WIDE)?.length ?? 0
  return lineBreaks + 1 + wide + message.length / NARROWEST > SHOWN_LINES
}

/** How many letters, broken into words, stand on the narrowest line: 320 CSS pixels, text at 200 %. */
const NARROWEST = 7

/** What may be as wide as a line: signs such as U+FDFD and cuneiform. Common scripts and their punctuation are not. */
const MAYBE_WIDE = /[^\0-\u1fff\u2010-\u2027\u3000-\u9fff\uac00-\ud7a3\uff01-\uff60]/gu
