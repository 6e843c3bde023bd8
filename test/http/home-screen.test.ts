import { describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp } from '../support/app.ts'

/** The size of a PNG file, which its first chunk says: https://www.w3.org/TR/png-3/#11IHDR */
const sizeOf = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`

describe('a book on a home screen', () => {
  test('has the title of the book and icons of the sizes that the manifest says', async () => {
    await using guestbook = await startApp({ BOOK_TITLE: 'The lake' })
    const page = await guestbook.app.inject('/')
    expect(find(page.body, 'link', { rel: 'manifest' }).attributes.get('href')).toBe('/manifest.webmanifest')
    const response = await guestbook.app.inject('/manifest.webmanifest')
    expect(response.headers['content-type']).toBe('application/manifest+json; charset=utf-8')
    const { icons, ...manifest } = response.json()
    expect(manifest).toMatchObject({ name: 'The lake', start_url: './', scope: './', lang: 'en', dir: 'ltr' })
    expect(icons).toHaveLength(4)
    for (const { src, sizes, type } of icons) {
      const icon = await guestbook.app.inject(new URL(src, 'http://localhost/').pathname)
      expect([icon.statusCode, icon.headers['content-type']]).toEqual([200, type])
      if (type === 'image/png') expect(sizeOf(icon.rawPayload)).toBe(sizes)
    }
    const touchIcon = find(page.body, 'link', { rel: 'apple-touch-icon' }).attributes.get('href') ?? ''
    const png = await guestbook.app.inject(new URL(touchIcon, 'http://localhost/').pathname)
    expect(sizeOf(png.rawPayload)).toBe('180x180')
  })

  test('is in the language of the book, and follows the owner’s title', async () => {
    await using guestbook = await startApp({ DEFAULT_LANGUAGE: 'ar' })
    const manifest = async () => (await guestbook.app.inject('/manifest.webmanifest')).json()
    expect(await manifest()).toMatchObject({ lang: 'ar', dir: 'rtl' })
    await guestbook.book.moderation.setSettings({ 'title.ar': 'البحيرة' }, 'Anna')
    await expect.poll(async () => (await manifest()).name).toBe('البحيرة')
  })
})

describe('a message that links to the book', () => {
  test('shows a picture, of the size that the page says', async () => {
    await using guestbook = await startApp({ PUBLIC_URL: 'https://book.example/lake' })
    const { body } = await guestbook.app.inject('https://book.example/')
    const says = (property: string) => find(body, 'meta', { property }).attributes.get('content') ?? ''
    expect(says('og:image')).toMatch(/^https:\/\/book\.example\/lake\/assets\/preview-\w+\.png$/)
    const picture = await guestbook.app.inject(says('og:image').replace('/lake', ''))
    expect(sizeOf(picture.rawPayload)).toBe(`${says('og:image:width')}x${says('og:image:height')}`)
  })

  test('shows none where the book’s own address is not known', async () => {
    await using guestbook = await startApp()
    expect(findAll((await guestbook.app.inject('/')).body, 'meta', { property: 'og:image' })).toEqual([])
  })
})
