import { withoutInvisible } from '../../common/text/blank.ts'
import { mayNameSite } from './site-names.ts'

/** Counts what leads to another site, disguised too ("hxxp://", "example [dot] com", "example。com"). E-mail addresses are no links. */
export function countLinks(text: string): number {
  if (!MAYBE.test(text)) return 0
  const plain = undisguise(withoutInvisible(text).normalize('NFKC'))
  let count = 0
  for (const { groups: { address, name = '', end = '', path } = {} } of plain.matchAll(LINK)) {
    if (address !== undefined || mayNameSite({ name, end, hasPath: path !== undefined })) count += 1
  }
  return count
}

/** Most texts have nothing of this, so they stay cheap. */
const MAYBE =
  /[.:\uff0e\uff1a\u2024\ufe52][^\s.]|\s\.\s*\w|d[o0]t|[\w\u200b-\u200d\uff10-\uff5a][\u3002\uff61点點][\w\u200b-\u200d\uff10-\uff5a]/i

function undisguise(text: string): string {
  return text
    .replace(BRACKETED_DOT, '.')
    .replace(SPELLED_DOT, '.')
    .replace(IDEOGRAPHIC_DOT, '.')
    .replace(LOOSE_DOT, '.')
    .replace(BRACKETED_SCHEME, '://')
}

/** After a dot with spaces around it, these end the name of a site. */
const CERTAIN = '(?:com|net|org|info|biz|ru|cn|xyz|top|shop|site|online|club)(?![\\p{L}\\p{N}_])'
const BRACKETED_DOT = /\s*[[({<]\s*(?:\.|dot|d0t|点|點)\s*[\])}>]\s*/giu
/** Not "the dot com boom". */
const SPELLED_DOT = new RegExp(
  `(?<=[\\p{L}\\p{N}])(?<!\\b(?:the|an?|this|that))(?:\\s+(?:dot|d0t)\\s+|[点點])(?=${CERTAIN})`,
  'giu',
)
const LOOSE_DOT = new RegExp(`(?<=[\\p{L}\\p{N}])\\s+\\.\\s*(?=${CERTAIN})`, 'giu')
/** Browsers read it as a dot. Between Latin letters it is not punctuation. */
const IDEOGRAPHIC_DOT = /(?<=[a-z\d-])[。｡](?=[a-z])/gi
const BRACKETED_SCHEME = /\[:\/\/\]|\[:\]\/\//g

const SCHEME = '(?:[a-z][a-z\\d+.\\-]{1,15}|h\\*\\*ps?):\\/\\/'
/** The rest of an address. It ends where the next one begins. */
const REST = `(?:(?!${SCHEME})[^\\s<>"',;、。「」《》\\p{Script=Han}])`
const ADDRESS = `(?<![a-z\\d])(?:${SCHEME}|www\\s?\\.\\s?)(?=[\\p{L}\\p{N}\\[])${REST}*`
/** Only with a port or a path: "1.2.3.4" may be a version. */
const NUMBERS = `(?<![\\p{L}\\p{N}.])(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d{2,5}(?!\\d)|(?=\\/[\\p{L}\\p{N}]))${REST}*`
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}_\\-]*[\\p{L}\\p{N}\\p{M}])?'
const LABELS = `${LABEL}(?:\\.${LABEL})*`
/** Chinese and the like may follow directly. */
const END = '(?:xn--[a-z\\d\\-]+|[a-z]{2,}(?![a-z\\d_\\u00c0-\\u024f\\-])|[[\\u0370-\\uffff]&&[\\p{L}\\p{M}]]+)'
const PATH = `(?::\\d{2,5})?[\\/?#]${REST}+`

/** E-mail addresses match too, to be skipped. No match begins within a word, so the time is linear. */
const LINK = new RegExp(
  [
    `(?<address>${ADDRESS}|${NUMBERS})`,
    `(?<![\\p{L}\\p{N}._%+\\-])[\\p{L}\\p{N}._%+\\-]+@${LABELS}`,
    `(?<![\\p{L}\\p{N}\\p{M}_.@\\-])(?<name>${LABELS})\\.(?<end>${END})(?<path>${PATH})?`,
  ].join('|'),
  'giv',
)
