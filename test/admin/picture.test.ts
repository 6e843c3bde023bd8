import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { type SignedInBrowser, signIn } from './browser.ts'
import { saidIn } from './said.ts'

const PATH = '/admin/settings/picture'
const PNG = readFileSync(join(import.meta.dirname, '../../web/icons/icon-192.png'))

describe('the page of the picture', () => {
  let guestbook: TestApp
  let anna: SignedInBrowser
  beforeAll(async () => {
    guestbook = await startApp({ PUBLIC_URL: 'http://localhost' })
    anna = await signIn(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  beforeEach(async () => void (await guestbook.book.moderation.setSettings({ picture: undefined }, 'test')))

  const stored = async () => (await guestbook.book.moderation.rules()).settings.picture
  const page = async () => (await guestbook.app.inject('/')).body

  /** Sends the form as a browser does. An empty token is left out. */
  async function send(bytes: Buffer, { token = 'own', browser = anna, type = 'image/png' } = {}) {
    const form = new FormData()
    if (token !== '') form.set('token', token === 'own' ? await browser.token() : token)
    form.set('picture', new File([new Uint8Array(bytes)], 'x.png', { type }))
    const request = new Request('http://localhost', { method: 'POST', body: form })
    return guestbook.app.inject({
      method: 'POST',
      url: PATH,
      headers: {
        cookie: browser.cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': request.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await request.arrayBuffer()),
    })
  }

  test('puts a picture at the head of the book and takes it away again', async () => {
    const sent = await send(PNG)
    expect([sent.statusCode, headerOf(sent, 'location')]).toEqual([303, `${PATH}?done=saved`])
    const after = await anna.get(`${PATH}?done=saved`)
    expect(saidIn(after.body)).toBe('The picture is in the book.')
    await expect.poll(page).toContain('<img class="picture"')
    const { attributes } = find(await page(), 'img', { class: 'picture' })
    expect([attributes.get('width'), attributes.get('height'), attributes.get('alt')]).toEqual(['192', '192', ''])
    expect(find(await page(), 'html').attributes.get('class')).toBe('pictured')
    const picture = await guestbook.app.inject(attributes.get('src') ?? '')
    expect(picture.rawPayload).toEqual(PNG)
    expect(headerOf(picture, 'content-type')).toBe('image/png')
    expect(headerOf(picture, 'x-content-type-options')).toBe('nosniff')
    expect(headerOf(picture, 'cache-control')).toContain('immutable')
    expect(headerOf(picture, 'set-cookie')).toBeUndefined()
    const shared = find(await page(), 'meta', { property: 'og:image' }).attributes.get('content')
    expect(shared).toBe(`http://localhost${attributes.get('src')}`)
    expect((await anna.get('/admin/log')).body).toContain('Picture')

    const removed = await anna.post(`${PATH}/remove`)
    expect(headerOf(removed, 'location')).toBe(`${PATH}?done=removed`)
    await expect.poll(page).not.toContain('<img')
    expect((await guestbook.app.inject(attributes.get('src') ?? '')).statusCode).toBe(404)
    expect(await stored()).toBeUndefined()
  })

  test.each([
    ['no file', Buffer.alloc(0), /choose a picture first/],
    ['a file of another kind', Buffer.from('<svg/>'), /no PNG, JPEG or WebP/],
    ['a file of 201 KB', Buffer.concat([PNG, Buffer.alloc(201 * 1024)]), /larger than 200 KB/],
    ['a photo of 5 MB', Buffer.alloc(5_000_000), /larger than 200 KB/],
  ])('says what is wrong with %s', async (_, bytes, reason) => {
    const refused = await send(bytes)
    expect(refused.statusCode).toBe(422)
    expect(find(refused.body, 'p', { id: 'picture-problem' }).text).toMatch(reason)
    expect(await stored()).toBeUndefined()
  })

  test('what a picture claims to be does not count', async () => {
    expect((await send(PNG, { type: 'text/html' })).statusCode).toBe(303)
    await expect.poll(page).toContain('<img')
    const path = find(await page(), 'img').attributes.get('src') ?? ''
    expect(headerOf(await guestbook.app.inject(path), 'content-type')).toBe('image/png')
  })

  test('needs the token of the session, and an owner', async () => {
    expect((await send(PNG, { token: '' })).statusCode).toBe(403)
    expect((await send(PNG, { token: 'A'.repeat(43) })).statusCode).toBe(403)
    const moderator = await signIn(guestbook, { name: 'Mo', role: 'moderator' })
    expect((await send(PNG, { browser: moderator })).statusCode).toBe(403)
    expect(await stored()).toBeUndefined()
  })

  test.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['another boundary', 'multipart/form-data; boundary=y', '--x\r\n\r\n'],
    ['nothing', 'multipart/form-data; boundary=x', ''],
    [
      'an end in the middle',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="picture"',
    ],
  ])('a form with %s is refused', async (_, type, payload) => {
    const headers = { cookie: anna.cookie, 'sec-fetch-site': 'same-origin', 'content-type': type }
    const response = await guestbook.app.inject({ method: 'POST', url: PATH, headers, payload })
    expect([403, 422]).toContain(response.statusCode)
    expect(await stored()).toBeUndefined()
  })

  test.each(['', 'x', '..%2f..%2fetc', '0000000000000000.png', `${'a'.repeat(5000)}`])(
    'no other file is served: %j',
    async (name) => {
      const response = await guestbook.app.inject(`/picture/${name}`)
      expect([404, 414]).toContain(response.statusCode)
      expect(findAll(response.body, 'img')).toEqual([])
    },
  )
})
