/** For search engines: a visitor wrote the address. For the site it leads to: it learns nothing of this page. */
export const LINK_RELATION = 'ugc nofollow noopener noreferrer'

interface TextPart {
  readonly text: string
  readonly address?: string
}

/**
 * Parts a text at the addresses of sites in it: those that begin with "http://" or "https://", up to the first space or quotation mark.
 * An address that leads to another host than the one that it shows is none, such as "https://bank.example@evil.example".
 */
export function partAtLinks(text: string): readonly TextPart[] {
  if (!text.includes('://')) return [{ text }]
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const shown = withoutClosing(found)
    const address = readAddress(shown)
    if (address === undefined) continue
    if (index > end) parts.push({ text: text.slice(end, index) })
    parts.push({ text: shown, address })
    end = index + shown.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** Han and kana have no spaces: an address ends at their punctuation. Bidi controls never belong to an address. */
const ADDRESS = /(?<![a-z\d])https?:\/\/[^\s<>"“”„«»「」『』《》（），。、；！？\p{Bidi_Control}\p{Cc}]+/giu

/** Without the punctuation of the sentence around it. A bracket belongs to the address if the address opened it. */
function withoutClosing(address: string): string {
  let unopened = count(address, ')') - count(address, '(')
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1] ?? ''
    if (last === ')' && unopened-- <= 0) break
    if (last !== ')' && !`.,;:!?'’*_~]}…`.includes(last)) break
  }
  return address.slice(0, end)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** In characters (RFC 1035, section 2.3.4). */
const LONGEST_HOST = 253

function readAddress(text: string): string | undefined {
  const shown = HOST.exec(text)?.[1]
  // Longer ones would also take long to look at.
  if (shown === undefined || shown.length > LONGEST_HOST || MIXED_SCRIPTS.test(shown)) return undefined
  try {
    const { hostname, href } = new URL(text)
    return isSameHost(shown, hostname) ? href : undefined
  } catch {
    return undefined
  }
}

/** The host, which ends where every reader sees it end: parsers drop invisible characters, decode "%2e", and read "\\" as "/". */
const HOST =
  /^https?:\/\/((?:(?!\p{DI})[\p{L}\p{M}\p{Nd}_-])+(?:\.(?:(?!\p{DI})[\p{L}\p{M}\p{Nd}_-])+)+\.?)(?::\d+)?(?:[/?#]|$)/iu

/** Cyrillic or Greek among Latin letters in one part of a name imitates another name. */
const MIXED_SCRIPTS =
  /\p{Script=Latin}[^.]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][^.]*\p{Script=Latin}/u

/** `URL` rewrites numbers ("127.1" as "127.0.0.1"), and encodes names in other letters part by part. */
function isSameHost(shown: string, host: string): boolean {
  return /^[a-z\d_.-]*$/i.test(shown)
    ? shown.toLowerCase() === host
    : shown.split('.').length === host.split('.').length
}
