import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The encodings that bodies are sent in, best first, and what says in `Accept-Encoding` that a client takes them: their name, unless with a weight of 0. */
const ENCODINGS = [
  ['br', /(?:^|,)\s*br\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i],
  ['gzip', /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i],
] as const

export type Encoding = (typeof ENCODINGS)[number][0] | 'identity'

/**
 * Chooses among our encodings by `Accept-Encoding` (RFC 9110, section 12.5.3): the best that the client takes; which of those it
 * likes better does not matter to a page.
 */
export function negotiateEncoding(header: string | string[] | undefined): Encoding {
  if (header === undefined) return 'identity'
  const text = String(header)
  return ENCODINGS.find(([, takes]) => takes.test(text))?.[0] ?? 'identity'
}

/** Compresses a text as far as is worth while somebody waits for it: less than a millisecond for a page. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'br') return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
  return encoding === 'gzip' ? gzipSync(text, { level: 6 }) : Buffer.from(text)
}
