/** Longer texts are not set large, even if they are emoji alone. In UTF-16 code units. */
const MOST = 40

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u
/** Not only signs such as © that text has too. */
const COLOURFUL = /\p{Emoji_Presentation}|\ufe0f/u

/** True for a few emoji and nothing else. */
export function isEmojiAlone(text: string): boolean {
  return text.length <= MOST && EMOJI.test(text) && COLOURFUL.test(text)
}
