import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The encodings that bodies are sent in, best first. */
const ENCODINGS = ['br', 'gzip'] as const

export type Encoding = (typeof ENCODINGS)[number] | 'identity'

/**
 * Chooses among our encodings by `Accept-Encoding` (RFC 9110, section 12.5.3): the best that the client takes; which of those it
 * likes better does not matter to a page.
 */
export function negotiateEncoding(header: string | string[] | undefined): Encoding {
  if (header === undefined) return 'identity'
  const accepted = new Set<string>()
  for (const item of String(header).toLowerCase().split(',', 16)) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim())
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(coding)
  }
  return ENCODINGS.find((encoding) => accepted.has(encoding)) ?? 'identity'
}

/** Compresses a text as far as is worth while somebody waits for it: about a millisecond for a page. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'br') return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return encoding === 'gzip' ? gzipSync(text, { level: 6 }) : Buffer.from(text)
}
