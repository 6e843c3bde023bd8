import { hash } from 'node:crypto'
import { disableTypes, imageSize, types } from 'image-size'
import { PICTURE_PATH } from '../common/paths.ts'

export interface Picture {
  /** Changes with the picture. */
  readonly path: string
  readonly type: (typeof KINDS)[keyof typeof KINDS]
  /** In pixels, as it is shown. */
  readonly width: number
  readonly height: number
  readonly bytes: Buffer
}

/** In bytes. */
export const PICTURE_LIMIT = 200 * 1024

/** In pixels, both for width and height: a small file can hold a picture that needs gigabytes to show. */
export const MOST_PIXELS = 4096

const KINDS = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const

export type PictureProblem = 'none' | 'too-large' | 'wrong-kind' | 'too-many-pixels'

/** What the picture is by its bytes, whatever its name says, or why it cannot be used. */
export function checkPicture(bytes: Buffer): Picture | PictureProblem {
  if (bytes.length === 0) return 'none'
  if (bytes.length > PICTURE_LIMIT) return 'too-large'
  const measured = measure(bytes)
  if (measured === undefined) return 'wrong-kind'
  const { ending, ...kind } = measured
  if (Math.max(kind.width, kind.height) > MOST_PIXELS) return 'too-many-pixels'
  return { path: `${PICTURE_PATH}${hash('sha256', bytes, 'hex').slice(0, 16)}.${ending}`, ...kind, bytes }
}

/** How a setting holds it. */
export function formatPicture({ bytes }: Picture): string {
  return bytes.toString('base64')
}

/** What another program wrote wrongly counts as no picture. */
export function parsePicture(stored: string | undefined): Picture | undefined {
  const picture = stored === undefined ? 'none' : checkPicture(Buffer.from(stored, 'base64'))
  return typeof picture === 'string' ? undefined : picture
}

/** The others are read by code that we do not need, for formats that not every browser shows. */
disableTypes(types.filter((type) => !Object.hasOwn(KINDS, type)))

interface Measured extends Pick<Picture, 'type' | 'width' | 'height'> {
  readonly ending: string
}

/** Undefined if it is no such picture, or damaged. */
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

/** False for a file of which the end is missing. What follows the end is ignored, as browsers do. */
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

/** Where a WebP says how much follows, in bytes. */
const RIFF_SIZE_AT = 4

const JPEG_SCAN = Buffer.from([0xff, 0xda])
const JPEG_END = Buffer.from([0xff, 0xd9])
