import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { type SignedInBrowser, signIn } from './browser.ts'
import { clearRules, SettingsTab } from './settings-tab.ts'

const PATH = '/admin/settings'

describe('the page of settings', () => {
  let guestbook: TestApp
  let anna: SignedInBrowser
  beforeAll(async () => {
    guestbook = await startApp()
    anna = await signIn(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  beforeEach(() => clearRules(guestbook.book.moderation))

  const open = () => new SettingsTab(anna).open()
  const rules = () => guestbook.book.moderation.rules()
  const page = async (url = '/', language = 'en') =>
    (await guestbook.app.inject({ url, headers: { 'accept-language': language } })).body

  test('saves all settings, which then hold on every page', async () => {
    const tab = await open()
    const filledIn = {
      title: 'Mira & Tom',
      'title.de': 'Mira und Tom',
      intro: 'Two lines,\r\nlike this.',
      'intro.ja': 'ようこそ',
      extra: 'Where from?',
      'extra.de': 'Woher?',
      ownerName: 'Anna',
      gate: 'first',
      opens: '2026-01-01T10:00',
      closes: '2099-07-01T10:00',
      timeZone: 'Europe/Berlin',
      accent: 'sea',
      font: 'sans',
      links: 'clickable',
      byHand: 'off',
      words: 'casino\r\n=bet\r\n',
      changeWindow: '30',
      wallDelay: '30',
      wallSeconds: '12',
    }
    expect(await tab.send(filledIn)).toEqual({ status: 303, said: 'Saved. It holds everywhere from now on.' })
    expect(await rules()).toEqual({
      gate: { state: 'first', opensAt: Date.parse('2026-01-01T09:00Z'), closesAt: Date.parse('2099-07-01T08:00Z') },
      settings: {
        title: 'Mira & Tom',
        extra: 'Where from?',
        'extra.de': 'Woher?',
        'title.de': 'Mira und Tom',
        intro: 'Two lines,\nlike this.',
        'intro.ja': 'ようこそ',
        ownerName: 'Anna',
        timeZone: 'Europe/Berlin',
        accent: 'sea',
        font: 'sans',
        links: 'clickable',
        byHand: 'off',
        words: 'casino\n=bet',
        changeWindow: '30',
        wallDelay: '30',
        wallSeconds: '12',
      },
    })
    expect(tab.values()).toMatchObject({ ...filledIn, intro: 'Two lines,\nlike this.', words: 'casino\n=bet' })
    await expect.poll(() => page()).toContain('<h1 dir="auto">Mira &#38; Tom</h1>')
    const english = await page()
    expect(find(english, 'html').attributes.get('class')).toBe('accent-sea sans')
    expect(english).toMatch(/<link rel="stylesheet" href="\.\/assets\/looks-style-\w+\.css">/)
    expect(english).toContain('Two lines,\nlike this.</p>')
    const german = await page('/', 'de')
    expect(german).toContain('<title>Mira und Tom</title>')
    expect(german).toContain('Two lines,')
    expect(await page('/', 'ja')).toContain('ようこそ')
    expect(await page('/nothing-here')).toContain('– Mira &#38; Tom</title>')
    expect(await page('/feed.atom')).toContain('<title>Mira &#38; Tom</title>')
    expect((await anna.get('/admin')).body).toContain('– Mira &#38; Tom</title>')
  })

  test('cleared fields are as they were before any was set', async () => {
    const tab = await open()
    const book = async () => (await page()).replace(/data-position="[^"]*"/, '')
    const before = await book()
    await tab.send({ title: 'x', words: 'y', changeWindow: '1', accent: 'plum', timeZone: 'Asia/Tokyo' })
    await expect.poll(book).not.toBe(before)
    await tab.send({ title: ' ', words: '=', changeWindow: '', accent: 'brick', timeZone: '' })
    expect((await rules()).settings).toEqual({})
    await expect.poll(book).toBe(before)
    expect(await tab.send()).toEqual({ status: 303, said: 'There was nothing to save.' })
    expect(await tab.send({ timeZone: 'UTC', changeWindow: '15' })).toMatchObject({
      said: 'There was nothing to save.',
    })
  })

  test.each<[field: string, typed: string, reason: RegExp]>([
    ['title', 'x'.repeat(101), /room for 100 characters/],
    ['title.fr', 'x'.repeat(101), /room for 100 characters/],
    ['intro', 'x'.repeat(1001), /room for 1,000 characters/],
    ['ownerName', `A${'\u0301'.repeat(9)}`, /simpler one/],
    ['timeZone', 'Berlin', /no such time zone/],
    ['words', 'x'.repeat(10_001), /room for 10,000 characters/],
    ['changeWindow', 'soon', /whole number from 0 to 1,440/],
    ['wallSeconds', '2', /whole number from 3 to 300/],
    ['opens', '2026-02-30T10:00', /no such time in this time zone/],
    ['gate', 'ajar', /choose one of these/],
    ['accent', 'red', /choose one of these/],
    ['font', 'Comic Sans', /choose one of these/],
    ['links', 'both', /choose one of these/],
    ['byHand', 'perhaps', /choose one of these/],
  ])('refuses a wrong %s with the reason beside it, and keeps all that was typed', async (field, typed, reason) => {
    const tab = await open()
    const others = { ownerName: 'Anna', words: 'casino', [field]: typed }
    expect(await tab.send(others)).toEqual({ status: 422, said: undefined })
    expect(tab.problem(field)).toMatch(reason)
    expect(tab.body).toContain('Nothing was saved yet.')
    const { gate, accent, font, links, byHand, ...texts } = others as Record<string, string>
    expect(tab.values()).toMatchObject(texts)
    expect((await rules()).settings).toEqual({})
    if (field === 'title.fr') expect(tab.body).toContain('<details open>')
  })

  test('refuses times that make no sense together', async () => {
    const tab = await open()
    await tab.send({ opens: '2099-01-02T10:00', closes: '2099-01-01T10:00' })
    expect(tab.problem('closes')).toMatch(/would close before it opens/)
    await tab.send({ gate: 'closed', opens: '2099-01-02T10:00', closes: '' })
    expect(tab.problem('gate')).toMatch(/A closed book has no times/)
    expect((await rules()).gate).toEqual({ state: 'open' })
    await tab.send({ timeZone: 'Europe/Berlin', gate: 'open', opens: '2099-03-29T02:30' })
    expect(tab.problem('opens')).toMatch(/no such time in this time zone/)
  })

  test('closing the book empties times that were set before', async () => {
    await guestbook.book.moderation.setGate({ state: 'open', opensAt: 1, closesAt: Date.parse('2099-01-01') }, 'test')
    const tab = await open()
    expect((await tab.send({ gate: 'closed' })).said).toMatch(/^Saved/)
    expect((await rules()).gate).toEqual({ state: 'closed' })
    expect(tab.values()).toMatchObject({ gate: 'closed', opens: '', closes: '' })
  })

  test('another zone changes how times are written, not when they are', async () => {
    const opensAt = Date.parse('2099-01-01T09:00:30Z')
    await guestbook.book.moderation.setGate({ state: 'open', opensAt }, 'test')
    const tab = await open()
    expect(tab.values().opens).toBe('2099-01-01T09:00')
    await tab.send({ timeZone: 'Europe/Berlin' })
    expect(tab.values().opens).toBe('2099-01-01T10:00')
    expect((await rules()).gate.opensAt).toBe(opensAt)
    await expect.poll(() => page()).toContain('It opens on January 1, 2099 at 10:00 AM GMT+1.')
    expect(await page('/', 'de')).toContain('Es öffnet am 1. Januar 2099 um 10:00 MEZ')
  })

  test('a second tab does not undo the first, and says what changed meanwhile', async () => {
    const [first, second] = [await open(), await open()]
    await first.send({ title: 'The first', words: 'casino' })
    const { said } = await second.send({ ownerName: 'Anna' })
    expect(said).toBe(
      'Saved. It holds everywhere from now on. Changed by somebody else meanwhile, and kept: Title and Words to hold.',
    )
    expect((await rules()).settings).toEqual({ title: 'The first', words: 'casino', ownerName: 'Anna' })
    expect(second.values()).toMatchObject({ title: 'The first', words: 'casino' })
  })

  test('where both changed the same, the second is asked first', async () => {
    const [first, second, third] = [await open(), await open(), await open()]
    await first.send({ title: 'The first <b>', accent: 'sea' })
    expect(await second.send({ title: 'The second', accent: 'plum' })).toEqual({ status: 422, said: undefined })
    expect(second.problem('title')).toMatch(/^Somebody else changed this meanwhile, to “The first <b>”\. Save again/)
    expect(second.problem('accent')).toMatch(/to “Sea blue”/)
    expect((await rules()).settings).toEqual({ title: 'The first <b>', accent: 'sea' })
    expect(second.values()).toMatchObject({ title: 'The second', accent: 'plum' })
    expect(await second.send()).toMatchObject({ status: 303 })
    expect((await rules()).settings).toEqual({ title: 'The second', accent: 'plum' })
    // The same change by two people is no conflict.
    expect(await third.send({ title: 'The second' })).toMatchObject({ status: 303 })
    await first.open()
    await third.send({ title: '' })
    await first.send({ title: 'Again' })
    expect(first.problem('title')).toMatch(/emptied this meanwhile/)
  })

  test('a preview shows the look and saves nothing', async () => {
    const tab = await open()
    const typed = { act: 'preview', title: 'A & B', accent: 'olive', font: 'sans', timeZone: 'Nowhere' }
    expect(await tab.send(typed)).toEqual({ status: 200, said: undefined })
    expect(tab.body).toContain('<div class="sample accent-olive sans">')
    expect(find(tab.body, 'p', { class: 'sample-title' }).text).toBe('A & B')
    expect(tab.body).toContain('A preview: nothing is saved yet.')
    expect(tab.problem('timeZone')).toMatch(/no such time zone/)
    expect((await rules()).settings).toEqual({})
    // What changes meanwhile is still told when it is saved.
    await (await open()).send({ title: 'Another' })
    await tab.send({ timeZone: '' })
    expect(tab.problem('title')).toMatch(/“Another”/)
  })

  test('what is typed is text, wherever it is shown', async () => {
    const evil = '"><script>alert(1)</script>'
    const tab = await open()
    await tab.send({ title: evil, intro: evil, ownerName: evil, words: evil, timeZone: evil, changeWindow: evil })
    expect(tab.body).not.toContain('<script>')
    await tab.send({ timeZone: '', changeWindow: '' })
    expect((await rules()).settings).toMatchObject({ title: evil, ownerName: evil, words: evil })
    await expect.poll(() => page()).toContain('&#60;script&#62;alert(1)')
    for (const url of ['/', '/feed.atom', '/nothing']) expect(await page(url)).not.toContain('<script>')
    expect(tab.body).not.toContain('<script>')
    expect((await anna.get(`${PATH}?done=saved&meanwhile=title,<script>,__proto__`)).body).toContain('kept: Title.')
  })

  test('a large list of words in Chinese fits into a post', async () => {
    const tab = await open()
    const words = Array.from({ length: 1000 }, (_, number) => `賭場廣告${number}`).join('\n')
    expect(await tab.send({ words })).toMatchObject({ status: 303 })
    expect((await rules()).settings.words).toBe(words)
  })

  test('a form without fields changes nothing', async () => {
    await (await open()).send({ title: 'Kept' })
    for (const fields of [{}, { seen: 'title:x title.xx:y : __proto__:z' }]) {
      expect((await anna.post(PATH, fields)).statusCode).toBe(303)
      expect((await rules()).settings).toEqual({ title: 'Kept' })
    }
  })

  test('the owner’s name stands above replies, in the list, in the feed and for the script', async () => {
    const { moderation } = guestbook.book
    const { entry } = await guestbook.book.append({ name: 'Ada', message: 'Hello' })
    await moderation.mark(entry.id, { kind: 'reply', text: 'Thank you' }, 'Anna')
    await expect.poll(() => page()).toContain('<p>Reply by the owner&ensp;')
    await (await open()).send({ ownerName: 'Anna' })
    await expect.poll(() => page()).toContain('<div class="reply"><p><bdi>Anna</bdi>&ensp;')
    expect(await page()).not.toContain('Reply by the owner')
    expect(await page('/feed.atom')).toContain('<blockquote><p>Anna</p>')
  })
})
