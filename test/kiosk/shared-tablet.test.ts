import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { FROM_SCRIPT, openTablet, type Tablet } from './tablet.ts'

let guestbook: TestApp
let tablet: Tablet
beforeAll(async () => {
  guestbook = await startApp()
  tablet = await openTablet(guestbook)
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

describe('nothing of a visitor stays', () => {
  /** What this browser may have from the time before it became a tablet. */
  const BEFORE = [
    'guestbook-visitor=6f9619ff-8b86-d011-b42d-00c04fc964ff',
    `guestbook-author=${'a'.repeat(22)}`,
    'guestbook-position=1.2.AAAAAAAA',
    'guestbook-language=fr',
    'guestbook-mine=1-0',
  ]

  test('no answer sets a cookie, whatever was asked', async () => {
    const cookie = [tablet.cookie, ...BEFORE].join('; ')
    const answers = [
      await tablet.post({ message: 'No cookie' }, { cookie }),
      await tablet.post({ message: 'No cookie' }, { cookie, ...FROM_SCRIPT }),
      await tablet.post({ message: '' }, { cookie }),
      await tablet.post({ message: '' }, { cookie, ...FROM_SCRIPT }),
      await tablet.post('message=%FF', { cookie }),
      await tablet.get('/kiosk?lang=de', { cookie }),
      await tablet.get('/kiosk?lang=xx', { cookie }),
      await tablet.get('/kiosk/write?lang=de', { cookie }),
      await tablet.get('/kiosk/thanks?lang=de', { cookie }),
      await tablet.get('/kiosk', { cookie, accept: 'application/json' }),
      await tablet.get('/kiosk?lang=de', { cookie: BEFORE.join('; ') }),
      await tablet.get('/kiosk?lang=de', { cookie: BEFORE.join('; '), accept: 'application/json' }),
    ]
    for (const answer of answers) {
      expect(answer.cookies).toEqual([])
      expect(headerOf(answer, 'cache-control')).toBe('no-store')
    }
  })

  test('no browser may fill in, complete or remember a field', async () => {
    for (const url of ['/kiosk', '/kiosk/write']) {
      const { body } = await tablet.get(url)
      for (const name of ['form', 'input', 'textarea']) {
        const found = findAll(body, name)
        expect(found.length, name).toBeGreaterThan(0)
        for (const { attributes } of found) expect(attributes.get('autocomplete'), name).toBe('off')
      }
    }
  })

  test('without a script a form clears itself', async () => {
    expect((await tablet.get('/kiosk/write')).body).toContain('http-equiv="refresh" content="300; url=../kiosk"')
    expect((await tablet.post({ message: '' })).body).toContain('http-equiv="refresh" content="300; url=../kiosk"')
    expect((await tablet.get()).body).toContain('<noscript><meta http-equiv="refresh" content="60; url=./kiosk">')
  })
})

describe('the language', () => {
  test('is the book’s, whatever the browser’s, until a visitor chooses one for the way to the thanks', async () => {
    await using german = await startApp({ DEFAULT_LANGUAGE: 'de' })
    const door = await openTablet(german)
    const page = await door.get('/kiosk', { 'accept-language': 'fr', cookie: `${door.cookie}; guestbook-language=fr` })
    expect(find(page.body, 'html').attributes.get('lang')).toBe('de')
    const japanese = await door.get('/kiosk?lang=ja')
    expect(find(japanese.body, 'html').attributes.get('lang')).toBe('ja')
    expect(find(japanese.body, 'a', { class: 'write' }).attributes.get('href')).toBe('/kiosk/write?lang=ja')
    const form = await door.get('/kiosk/write?lang=ja')
    expect(find(form.body, 'form').attributes.get('action')).toBe('/kiosk/write?lang=ja')
    expect(findAll(page.body, 'a').filter(({ attributes }) => attributes.get('href')?.includes('lang='))).toHaveLength(
      14,
    )
  })
})

describe('at rest', () => {
  test('pinned entries are shown, or else the newest', async () => {
    await using other = await startApp()
    const door = await openTablet(other)
    const ids: string[] = []
    for (let number = 1; number <= 8; number++) {
      ids.push((await other.book.append({ message: `number ${number}` })).entry.id)
    }
    const shown = async () =>
      findAll((await door.get()).body, 'li').flatMap(({ attributes }) => attributes.get('data-entry') ?? [])
    await eventually('the newest', async () => expect(await shown()).toEqual(ids.slice(2).reverse()))
    await other.book.moderation.mark(ids[0] ?? '', { kind: 'pin' }, 'anna')
    await eventually('the pinned one', async () => expect(await shown()).toEqual([ids[0]]))
  })
})
