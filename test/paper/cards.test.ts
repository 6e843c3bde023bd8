import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { PAPER_TEXTS } from '../../server/languages/paper/catalogues.ts'
import { qrSvg } from '../../server/pages/qr-code.ts'
import { type SignedInBrowser, signIn } from '../admin/browser.ts'
import { headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'

const titlesIn = (body: string) => findAll(body.slice(body.indexOf('<main>')), 'span').map(({ text }) => text)
const languagesIn = (body: string) =>
  findAll(body.slice(body.indexOf('<main>')), 'span').map(({ attributes }) => attributes.get('lang'))
const linesIn = (body: string) =>
  findAll(body.slice(body.indexOf('<div class="lines">')), 'p')
    .map(({ text }) => text)
    .filter((_, index, all) => index < all.indexOf('localhost'))

describe('cards for the tables', () => {
  let guestbook: TestApp
  let anna: SignedInBrowser
  beforeAll(async () => {
    guestbook = await startApp()
    anna = await signIn(guestbook)
    await guestbook.book.moderation.setSettings(
      { title: 'A & <B>', 'title.ja': '湖畔の家', 'intro.ar': 'أهلًا وسهلًا', intro: 'Welcome' },
      'Anna',
    )
    await eventually('the settings to hold', async () => {
      expect((await anna.get('/admin/cards')).body).toContain('湖畔の家')
    })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test('are four alike, with the title, a line, the code and the address', async () => {
    const { statusCode, body, headers } = await anna.get('/admin/cards?language=en')
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store'])
    expect(findAll(body, 'section')).toHaveLength(4)
    expect(titlesIn(body)).toEqual(Array.from({ length: 4 }, () => 'A & <B>'))
    expect(body.split(qrSvg('http://localhost/', 'QR code that leads to the book'))).toHaveLength(5)
    expect(linesIn(body)).toEqual(['Sign our guestbook'])
    expect(findAll(body, 'p', { class: 'address' }).map(({ text }) => text)[0]).toBe('localhost')
    expect(body).not.toMatch(/ style=|<B>/)
  })

  test('are in the languages in which the owner wrote, unless others are chosen', async () => {
    const usual = (await anna.get('/admin/cards')).body
    expect(titlesIn(usual).slice(0, 2)).toEqual(['湖畔の家', 'A & <B>'])
    expect(languagesIn(usual).slice(0, 2)).toEqual(['ja', 'ar'])
    const chosen = (await anna.get('/admin/cards?language=ar&language=de&language=ja&text=intro')).body
    expect(titlesIn(chosen).slice(0, 2)).toEqual(['湖畔の家', 'A & <B>'])
    expect(linesIn(chosen)).toEqual(['Welcome', 'أهلًا وسهلًا'])
    const checked = findAll(chosen, 'input').filter(({ attributes }) => attributes.has('checked'))
    expect(checked.map(({ attributes }) => attributes.get('value'))).toEqual(['ja', 'de', 'ar', 'intro', 'a4'])
  })

  test('have room for three languages, and say so', async () => {
    const query = LANGUAGES.map((language) => `language=${language}`).join('&')
    const { body } = await anna.get(`/admin/cards?${query}`)
    expect(linesIn(body)).toHaveLength(3)
    expect(find(body, 'p', { role: 'alert' }).text).toContain('at most three')
    expect((await anna.get('/admin/cards?language=en')).body).not.toContain('role="alert"')
  })

  test.each([
    ['', 'sheet a4'],
    ['?paper=a4', 'sheet a4'],
    ['?paper=letter', 'sheet letter'],
    ['?paper=x&paper=letter&text=y&language=<script>&language=', 'sheet a4'],
  ])('with %j are on one %s', async (query, sheet) => {
    const { statusCode, body } = await anna.get(`/admin/cards${query}`)
    expect([statusCode, findAll(body, 'div', { class: sheet }).length]).toEqual([200, 1])
    expect(body).not.toContain('<script>')
  })

  test.each(LANGUAGES)('warn in %s that guests may not reach the address', async (language) => {
    const { body } = await anna.get('/admin/cards', { 'accept-language': language })
    expect(find(body, 'p', { class: 'notice' }).text).toBe(
      PAPER_TEXTS[language].cards.unreachable('\u2066http://localhost\u2069'),
    )
    expect(find(body, 'p', { class: 'notice' }).text).toContain('http://localhost')
  })
})

test('cards of a book with a public address have that, as people type it', async () => {
  await using guestbook = await startApp({ PUBLIC_URL: 'https://example.org/guests' })
  const anna = await signIn(guestbook, { headers: { host: 'example.org' } })
  const { body } = await anna.get('/admin/cards?language=en')
  expect(body).not.toContain('class="notice"')
  expect(body).toContain(qrSvg('https://example.org/guests/', 'QR code that leads to the book'))
  expect(find(body, 'p', { class: 'address' }).text).toBe('example.org/guests')
})

test('the page for the occasion shows the code and leads to cards and book', async () => {
  await using guestbook = await startApp()
  const { body } = await (await signIn(guestbook)).get('/admin/occasion')
  expect(find(body, 'img').attributes.get('src')).toBe('/qr.svg')
  const links = findAll(body, 'a').map(({ attributes }) => attributes.get('href'))
  expect(links).toEqual(expect.arrayContaining(['/qr.svg', '/admin/cards', '/print']))
  const code = await guestbook.app.inject('/qr.svg')
  expect(headerOf(code, 'content-type')).toBe('image/svg+xml')
})
