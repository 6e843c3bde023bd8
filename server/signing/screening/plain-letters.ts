/** Letters without accents and strokes, and for those in frames, in circles or in small capitals the usual ones. */
export function plainLetters(text: string): string {
  const bare = text.normalize('NFKD').replace(ACCENTS, '')
  return bare.replace(/\P{ASCII}/gu, (letter) => PLAIN.get(letter) ?? letter).normalize('NFC')
}

/** Not those of kana, which make other letters. */
const ACCENTS = /(?![\u3099\u309a])\p{Script=Inherited}/gu

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** White on a disc, white on a square, and the letters of flags: the first of 26. */
const FRAMED = [0x1f150, 0x1f170, 0x1f1e6]

const SMALL_CAPITALS = 'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz'

/** Letters that Unicode does not decompose, and a Cyrillic one that looks like a small l. */
const STROKED = 'ⱥa ƀb ȼc đd ɇe ǥg ħh ɨi ɉj ꝁk ƙk łl ƚl ɲn ŋn øo ɵo ᵽp ɍr ŧt ʉu ʋv ⱳw ɏy ƶz ӏl'

const PLAIN: ReadonlyMap<string, string> = new Map([
  ...FRAMED.flatMap((first) => ALPHABET.map((letter, place) => [String.fromCodePoint(first + place), letter] as const)),
  ...`${SMALL_CAPITALS} ${STROKED}`
    .split(' ')
    .flatMap(([from = '', to = '']) => [[from.toUpperCase(), to.toUpperCase()] as const, [from, to] as const]),
])
