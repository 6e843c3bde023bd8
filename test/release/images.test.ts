import { describe, expect, test } from 'vitest'
import { composeFile } from '../../scripts/release/compose-file.ts'
import { pinImages, readImages } from '../../scripts/release/images.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const BOOK = `ghcr.io/someone/guestbook:1.2.3@${digest('a')}`
const REDIS = `redis:8@${digest('b')}`
const images = { guestbook: BOOK, redis: REDIS }

describe('readImages', () => {
  test('reads names and references', () => {
    expect(readImages([`guestbook=${BOOK}`, `redis=${REDIS}`])).toEqual(images)
    expect(readImages([])).toEqual({})
  })

  test.each([
    'guestbook',
    'guestbook=',
    'guestbook=ghcr.io/someone/guestbook:1.2.3',
    `guestbook=ghcr.io/someone/guestbook@sha256:${'a'.repeat(63)}`,
    `guestbook=ghcr.io/someone/guestbook@sha256:${'A'.repeat(64)}`,
    `guestbook=@${digest('a')}`,
    `guestbook=redis:8 @${digest('a')}`,
    `=${BOOK}`,
  ])('refuses %j', (argument) => {
    expect(() => readImages([argument])).toThrow(/^expected name=image@sha256:…/)
  })
})

describe('pinImages', () => {
  test.each([
    ['  image: guestbook:0.1.0\n', `  image: ${BOOK}\n`],
    ['  - image: redis:8', `  - image: ${REDIS}`],
    ['image: guestbook', `image: ${BOOK}`],
    ['image: "guestbook:0.1.0"', `image: ${BOOK}`],
    ["image: 'redis:8'  # as it is", `image: ${REDIS}  # as it is`],
    [`image: redis:7@${digest('c')}`, `image: ${REDIS}`],
    ['imagePullPolicy: IfNotPresent', 'imagePullPolicy: IfNotPresent'],
    ['# image: guestbook:0.1.0', '# image: guestbook:0.1.0'],
  ])('%j becomes %j', (text, expected) => {
    expect(pinImages(text, images)).toBe(expected)
  })

  test.each([
    ['an image that it was not told', 'image: busybox:1', 'expected the digest of the image "busybox", got none'],
    ['an image that is named by a variable', `image: \${IMAGE}`, 'expected an image with its digest'],
    ['no image at all', 'image:', 'expected an image with its digest'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => pinImages(text, images)).toThrow(message)
  })
})

test('a Compose file of a release builds nothing', () => {
  const text = `services:
  # Kept.
  frontend:
    # From this checkout.
    build: .
    image: guestbook:0.1.0
    # Always.
    # Really.
    pull_policy: build
    # Kept too.
    read_only: true
`
  expect(composeFile(text, images)).toBe(`services:
  # Kept.
  frontend:
    image: ${BOOK}
    # Kept too.
    read_only: true
`)
})
