import type { Language } from '../languages.ts'

/** Where blocks of letters begin in Unicode, and the language that a text in them is most likely in. */
const BLOCKS: readonly (readonly [start: number, language: string])[] = [
  [0x41, 'Latn'],
  [0x370, 'el'],
  [0x400, 'ru'],
  [0x530, 'hy'],
  [0x590, 'he'],
  [0x600, 'ar'],
  [0x700, ''],
  [0x750, 'ar'],
  [0x780, ''],
  [0x900, 'hi'],
  [0x980, 'bn'],
  [0xa00, 'pa'],
  [0xa80, 'gu'],
  [0xb00, 'or'],
  [0xb80, 'ta'],
  [0xc00, 'te'],
  [0xc80, 'kn'],
  [0xd00, 'ml'],
  [0xd80, 'si'],
  [0xe00, 'th'],
  [0xe80, 'lo'],
  [0xf00, 'bo'],
  [0x1000, 'my'],
  [0x10a0, 'ka'],
  [0x1100, 'ko'],
  [0x1200, 'am'],
  [0x13a0, ''],
  [0x1780, 'km'],
  [0x1800, 'mn'],
  [0x18b0, ''],
  [0x1e00, 'Latn'],
  [0x1f00, 'el'],
  [0x2000, ''],
  [0x3041, 'ja'],
  [0x3100, 'zh-Hant'],
  [0x3130, 'ko'],
  [0x3190, ''],
  [0x3400, 'Hani'],
  [0xa000, ''],
  [0xac00, 'ko'],
  [0xd7b0, ''],
  [0xf900, 'Hani'],
  [0xfb00, 'Latn'],
  [0xfb1d, 'he'],
  [0xfb50, 'ar'],
  [0xfe00, ''],
  [0xfe70, 'ar'],
  [0xfeff, ''],
  [0xff66, 'ja'],
  [0xffa0, 'ko'],
  [0xffe0, ''],
  [0x20000, 'Hani'],
  [0x32000, ''],
]

/** Frequent characters that only one of the two ways to write Chinese has. */
const SIMPLIFIED = /[们这说时对过还没给让见觉谢爱欢乡亲历么个为开关门问间东车长书话语经现样实听请谁头边钱红绿线张]/
const TRADITIONAL =
  /[們這說國來時對學過還沒給讓見覺謝愛歡樂鄉親歷麼個為開關門問間東車長書話語經現樣實點聽寫請誰頭邊錢紅綠線張]/

/** Letters of other languages in the same script. */
const VARIANTS: Readonly<Record<string, readonly (readonly [letters: RegExp, language: string])[]>> = {
  ar: [
    [/[ٹڈڑےںھ]/, 'ur'],
    [/[پچژگکی]/, 'fa'],
  ],
  ru: [
    [/[ґєіїҐЄІЇ]/, 'uk'],
    [/[ђјљњћџЂЈЉЊЋЏ]/, 'sr'],
  ],
}

/**
 * The language that a text is written in, as far as its letters tell, as a BCP 47 tag: fonts, line breaks and voices depend on it. Empty if it
 * is in Latin letters on a page in another script: then it is certainly not in the page's language. Undefined if the letters say nothing new.
 */
export function writtenLanguage(text: string, page: Language): string | undefined {
  const most = mostLetters(text)
  if (most === undefined) return undefined
  const language = most === 'Hani' ? languageOfHan(text, page) : variantOf(most, text)
  if (language === 'Latn') return LATIN_PAGES.test(page) ? undefined : ''
  return language === page ? undefined : language
}

const LATIN_PAGES = /^(?!zh|ja|ko|ar)/

const BEYOND_LATIN = /[\u0370-\uffff]/

function mostLetters(text: string): string | undefined {
  if (!BEYOND_LATIN.test(text)) return /[a-z\u00c0-\u024f]/i.test(text) ? 'Latn' : undefined
  const counts = countLetters(text)
  // Japanese and Korean have Han characters between their own.
  for (const language of ['ja', 'ko']) {
    const own = counts.get(language)
    if (own === undefined) continue
    counts.set(language, own + (counts.get('Hani') ?? 0))
    counts.delete('Hani')
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

/** A syllable or word character counts as two letters. */
function countLetters(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const language = blockOf(codePoint)
    if (language) counts.set(language, (counts.get(language) ?? 0) + (codePoint < 0x3040 ? 1 : 2))
  }
  return counts
}

function blockOf(codePoint: number): string {
  let low = 0
  let high = BLOCKS.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((BLOCKS[middle]?.[0] ?? 0) <= codePoint) low = middle + 1
    else high = middle
  }
  return BLOCKS[low - 1]?.[1] ?? ''
}

function variantOf(language: string, text: string): string {
  return VARIANTS[language]?.find(([letters]) => letters.test(text))?.[1] ?? language
}

/** Without any hint, the page's own way of writing is the best guess. */
function languageOfHan(text: string, page: Language): string {
  if (SIMPLIFIED.test(text)) return 'zh-Hans'
  if (TRADITIONAL.test(text)) return /^(ja|ko)/.test(page) ? page : 'zh-Hant'
  return /^(zh|ja|ko)/.test(page) ? page : 'zh-Hans'
}
