import { hash } from 'node:crypto'
import { disableTypes, imageSize, types } from 'image-size'
import { PICTURE_PATH } from '../common/paths.ts'

export interface Picture {
  readonly path: string
  readonly type: (typeof KINDS)[keyof typeof KINDS]
  /** In pixels, as shown: a camera may have been held upright. */
  readonly width: number
  readonly height: number
  readonly bytes: Buffer
}

export const PICTURE_LIMIT_BYTES = 200 * 1024

/** For width and for height: a small file can hold a picture that needs gigabytes to show. */
export const MOST_PIXELS = 4096

const KINDS = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const

export type PictureProblem = 'none' | 'too-large' | 'wrong-kind' | 'too-many-pixels'

/** Goes by the bytes, whatever the file's name says. @returns why it cannot be used, if so */
export function checkPicture(bytes: Buffer): Picture | PictureProblem {
  if (bytes.length === 0) return 'none'
  if (bytes.length > PICTURE_LIMIT_BYTES) return 'too-large'
  const measured = measure(bytes)
  if (measured === undefined) return 'wrong-kind'
  const { ending, ...kind } = measured
  if (Math.max(kind.width, kind.height) > MOST_PIXELS) return 'too-many-pixels'
  return { path: `${PICTURE_PATH}${hash('sha256', bytes, 'hex').slice(0, 16)}.${ending}`, ...kind, bytes }
}

/** As a setting. */
export function formatPicture({ bytes }: Picture): string {
  return bytes.toString('base64')
}

export function parsePicture(stored: string | undefined): Picture | undefined {
  const picture = stored === undefined ? 'none' : checkPicture(Buffer.from(stored, 'base64'))
  return typeof picture === 'string' ? undefined : picture
}

/** Less code sees strangers' bytes, and not every browser shows the other formats. */
disableTypes(types.filter((type) => !Object.hasOwn(KINDS, type)))

interface Measured extends Pick<Picture, 'type' | 'width' | 'height'> {
  readonly ending: string
}

function measure(bytes: Buffer): Measured | undefined {
  try {
    const { width, height, orientation = 1, type: ending = '' } = imageSize(bytes)
    const type = (KINDS as Readonly<Record<string, Picture['type']>>)[ending]
    if (type === undefined || !(width >= 1 && height >= 1)) return undefined
    if (!isWhole(bytes, type)) return undefined
    // From 5 on, the camera was held upright: https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf
    return orientation >= 5 ? { type, ending, width: height, height: width } : { type, ending, width, height }
  } catch {
    return undefined
  }
}

/** False if the end is missing. What follows the end is ignored, as in browsers. */
function isWhole(bytes: Buffer, type: Picture['type']): boolean {
  switch (type) {
    case 'image/png':
      return bytes.includes('IEND')
    case 'image/webp':
      return bytes.readUInt32LE(RIFF_SIZE_AT) + RIFF_SIZE_AT + 4 <= bytes.length
    case 'image/jpeg':
      // A picture in its metadata has an end of its own.
      return bytes.lastIndexOf(JPEG_END) > bytes.lastIndexOf(JPEG_SCAN)
  }
}

/** Where a WebP has the number of bytes that follow. */
const RIFF_SIZE_AT = 4

const JPEG_SCAN = Buffer.from([0xff, 0xda])
const JPEG_END = Buffer.from([0xff, 0xd9])
