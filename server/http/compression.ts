import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Best first, each allowed by `Accept-Encoding` if it is named with a weight other than 0. */
const ENCODINGS = [
  ['br', /(?:^|,)\s*br\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i],
  ['gzip', /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i],
] as const

export type Encoding = (typeof ENCODINGS)[number][0] | 'identity'

/** Chooses the best encoding that `Accept-Encoding` allows. `brotli` is false if something on the way cannot read it. */
export function negotiateEncoding(header: string | string[] | undefined, { brotli = true } = {}): Encoding {
  if (header === undefined) return 'identity'
  const text = String(header)
  return ENCODINGS.find(([name, takes]) => (brotli || name !== 'br') && takes.test(text))?.[0] ?? 'identity'
}

/** How much time compression may take. With the least, a page is a fifth larger, in a third of the time. */
export type Effort = 'usual' | 'least'

const LEAST_CHUNK_BYTES = 1024

const LEVELS = { usual: { br: 4, gzip: 6 }, least: { br: 1, gzip: 1 } } as const

/** Compresses a text in UTF-8 while a client waits. */
export function encode(bytes: Buffer, encoding: Encoding, effort: Effort = 'usual'): Buffer {
  const { br, gzip } = LEVELS[effort]
  // By default, the result of a few kilobytes keeps 16 KB.
  const chunkSize = Math.max(LEAST_CHUNK_BYTES, bytes.length >> 1)
  if (encoding === 'br')
    return brotliCompressSync(bytes, { chunkSize, params: { [constants.BROTLI_PARAM_QUALITY]: br } })
  return encoding === 'gzip' ? gzipSync(bytes, { chunkSize, level: gzip }) : bytes
}
