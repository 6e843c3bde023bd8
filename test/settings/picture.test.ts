import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkPicture, formatPicture, PICTURE_LIMIT_BYTES, parsePicture } from '../../server/settings/picture.ts'

const ICONS = join(import.meta.dirname, '../../web/icons')
const PNG = readFileSync(join(ICONS, 'icon-192.png'))
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=', 'base64')

const SCAN = Buffer.from('ffda000c03010002110311003f00', 'hex')
const END = Buffer.from('ffd9', 'hex')

/** The frame header of a JPEG, a scan and the end: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2 */
function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    frame,
    Buffer.alloc(64),
    SCAN,
    END,
  ])
}

describe('a picture', () => {
  test.each([
    ['PNG', PNG, 'image/png', 192, 192],
    ['WebP', WEBP, 'image/webp', 1, 1],
    ['JPEG', jpeg(1600, 600), 'image/jpeg', 1600, 600],
  ])('as %s is known by its bytes', (_, bytes, type, width, height) => {
    expect(checkPicture(bytes)).toMatchObject({ type, width, height, bytes })
  })

  test('may be followed by other bytes, as cameras write them', () => {
    for (const bytes of [PNG, WEBP, jpeg(16, 16)])
      expect(checkPicture(Buffer.concat([bytes, Buffer.alloc(9)]))).toHaveProperty('path')
  })

  test('has another address when it is another', () => {
    const [one, other] = [checkPicture(jpeg(16, 16)), checkPicture(jpeg(16, 17))]
    expect(one).toMatchObject({ path: expect.stringMatching(/^\/picture\/[0-9a-f]{16}\.jpg$/) })
    expect(other).not.toMatchObject({ path: (one as { path: string }).path })
    expect(checkPicture(jpeg(16, 16))).toEqual(one)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'none'],
    ['text', Buffer.from('hello'), 'wrong-kind'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'), 'wrong-kind'],
    [
      'HTML behind the start of a PNG',
      Buffer.from('\x89PNG\r\n\x1a\n<script>alert(1)</script>', 'latin1'),
      'wrong-kind',
    ],
    ['GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64'), 'wrong-kind'],
    ['a PNG that ends early', PNG.subarray(0, 12), 'wrong-kind'],
    ['a PNG without its end', PNG.subarray(0, -12), 'wrong-kind'],
    ['a WebP that ends early', WEBP.subarray(0, -1), 'wrong-kind'],
    ['a JPEG without its end', jpeg(16, 16).subarray(0, -2), 'wrong-kind'],
    [
      'a JPEG without its end, but with that of a small picture in it',
      Buffer.concat([jpeg(16, 16).subarray(0, 20), SCAN, END, jpeg(16, 16).subarray(20, -2)]),
      'wrong-kind',
    ],
    ['a JPEG without a frame', Buffer.from('ffd8ffe000104a464946', 'hex'), 'wrong-kind'],
    ['a JPEG without width', jpeg(0, 10), 'wrong-kind'],
    ['more bytes than allowed', Buffer.concat([PNG, Buffer.alloc(PICTURE_LIMIT_BYTES)]), 'too-large'],
    ['more pixels than allowed', jpeg(4097, 1), 'too-many-pixels'],
  ])('is refused: %s', (_, bytes, problem) => {
    expect(checkPicture(bytes)).toBe(problem)
  })

  test('is the same after it was stored; what another program stored wrongly is none', () => {
    const picture = checkPicture(PNG)
    if (typeof picture === 'string') throw new Error(picture)
    expect(parsePicture(formatPicture(picture))).toEqual(picture)
    for (const stored of [undefined, '', 'x', '<svg/>', formatPicture(picture).slice(0, 20)])
      expect(parsePicture(stored)).toBeUndefined()
  })
})
