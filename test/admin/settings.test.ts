import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { type SignedInBrowser, signIn } from './browser.ts'

const PATH = '/admin/settings'

/** A tab in which the page of settings is open. */
class Tab {
  readonly #browser: SignedInBrowser
  body = ''
  constructor(browser: SignedInBrowser) {
    this.#browser = browser
  }

  async open(): Promise<this> {
    this.body = (await this.#browser.get(PATH)).body
    return this
  }

  /** Sends the form as it is, with what was filled in. */
  async send(filledIn: Record<string, string> = {}) {
    const response = await this.#browser.post(PATH, { ...this.values(), ...filledIn })
    const location = headerOf(response, 'location')
    const page = location === undefined ? response : await this.#browser.get(location)
    this.body = page.body
    return { status: response.statusCode, said: this.text({ class: 'said' }) }
  }

  values(): Record<string, string> {
    const { body } = this
    const inputs = findAll(body, 'input').filter(({ attributes }) => attributes.get('type') !== 'radio')
    const radios = findAll(body, 'input', { type: 'radio' }).filter(({ attributes }) => attributes.has('checked'))
    const areas = findAll(body, 'textarea').map(({ attributes, text }) => [
      attributes.get('name'),
      text.replace(/^\n/, ''),
    ])
    const all = [...inputs, ...radios].map(({ attributes }) => [attributes.get('name'), attributes.get('value') ?? ''])
    return Object.fromEntries([...all, ...areas].filter(([name]) => name !== undefined))
  }

  problem(field: string): string | undefined {
    return this.text({ id: `${field}-problem` })
  }

  text(attributes: Record<string, string>): string | undefined {
    return findAll(this.body, 'p', attributes)[0]?.text
  }
}

describe('the page of settings', () => {
  let guestbook: TestApp
  let anna: SignedInBrowser
  beforeAll(async () => {
    guestbook = await startApp()
    anna = await signIn(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    const { moderation } = guestbook.book
    const { settings } = await moderation.rules()
    await moderation.setSettings(Object.fromEntries(Object.keys(settings).map((name) => [name, undefined])), 'test')
    await moderation.setGate({ state: 'open' }, 'test')
  })

  const open = () => new Tab(anna).open()
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
      ownerName: 'Anna',
      gate: 'first',
      opens: '2026-01-01T10:00',
      closes: '2099-07-01T10:00',
      timeZone: 'Europe/Berlin',
      accent: 'sea',
      font: 'sans',
      words: 'casino\r\n=bet\r\n',
      changeWindow: '30',
    }
    expect(await tab.send(filledIn)).toEqual({ status: 303, said: 'Saved. It holds everywhere from now on.' })
    expect(await rules()).toEqual({
      gate: { state: 'first', opensAt: Date.parse('2026-01-01T09:00Z'), closesAt: Date.parse('2099-07-01T08:00Z') },
      settings: {
        title: 'Mira & Tom',
        'title.de': 'Mira und Tom',
        intro: 'Two lines,\nlike this.',
        'intro.ja': 'ようこそ',
        ownerName: 'Anna',
        timeZone: 'Europe/Berlin',
        accent: 'sea',
        font: 'sans',
        words: 'casino\n=bet',
        changeWindow: '30',
      },
    })
    expect(tab.values()).toMatchObject({ ...filledIn, intro: 'Two lines,\nlike this.', words: 'casino\n=bet' })
    await expect.poll(() => page()).toContain('<h1 dir="auto">Mira &#38; Tom</h1>')
    const english = await page()
    expect(find(english, 'html').attributes.get('class')).toBe('accent-sea sans')
    expect(english).toMatch(/<link rel="stylesheet" href="\/assets\/looks-style-\w+\.css">/)
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
    ['opens', '2026-02-30T10:00', /no such time in this time zone/],
    ['gate', 'ajar', /choose one of these/],
    ['accent', 'red', /choose one of these/],
    ['font', 'Comic Sans', /choose one of these/],
  ])('refuses a wrong %s with the reason beside it, and keeps all that was typed', async (field, typed, reason) => {
    const tab = await open()
    const others = { ownerName: 'Anna', words: 'casino', [field]: typed }
    expect(await tab.send(others)).toEqual({ status: 422, said: undefined })
    expect(tab.problem(field)).toMatch(reason)
    expect(tab.body).toContain('Nothing was saved yet.')
    const { gate, accent, font, ...texts } = others as Record<string, string>
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

test('what the environment sets wins, and is shown as fixed there', async () => {
  await using guestbook = await startApp({ BOOK_TITLE: 'From <outside>', BOOK_INTRO: 'Also' })
  const { moderation } = guestbook.book
  const tab = await new Tab(await signIn(guestbook)).open()
  expect(tab.body).toContain('Set by BOOK_TITLE where the guestbook runs')
  expect(tab.body).toContain('Set by BOOK_INTRO where the guestbook runs')
  expect(tab.body).toContain('From &#60;outside&#62;')
  expect(Object.keys(tab.values()).filter((name) => /title|intro/.test(name))).toEqual([])
  expect(await tab.send({ title: 'Mine', 'title.de': 'Meins', intro: 'Mine', ownerName: 'Anna' })).toMatchObject({
    status: 303,
  })
  expect((await moderation.rules()).settings).toEqual({ ownerName: 'Anna' })
  // Set before the environment was.
  await moderation.setSettings({ title: 'Mine', 'title.de': 'Meins', 'intro.de': 'Meins', accent: 'rose' }, 'test')
  const german = async () => (await guestbook.app.inject({ url: '/', headers: { 'accept-language': 'de' } })).body
  await expect.poll(german).toContain('accent-rose')
  expect(await german()).toContain('<title>From &#60;outside&#62;</title>')
  expect(await german()).not.toContain('Meins')
})

test('settings that another program wrote wrongly count as not set', async () => {
  await using guestbook = await startApp()
  const { moderation } = guestbook.book
  await moderation.setSettings({ accent: 'red"', font: 'x', timeZone: 'Nowhere', changeWindow: 'x', a: 'b' }, 'test')
  const tab = await new Tab(await signIn(guestbook)).open()
  expect(tab.values()).toMatchObject({ accent: 'brick', font: 'serif', timeZone: 'UTC', changeWindow: '15' })
  await tab.send({ ownerName: 'Anna' })
  expect((await moderation.rules()).settings).toMatchObject({ ownerName: 'Anna', a: 'b' })
  await moderation.setSettings({ title: 'Now' }, 'test')
  await expect.poll(async () => (await guestbook.app.inject('/')).body).toContain('<title>Now</title>')
  expect(find((await guestbook.app.inject('/')).body, 'html').attributes.get('class')).toBeUndefined()
})

describeWith(['redis'], 'settings saved at one front end', () => {
  test('hold at the other within a second, with pages of another tag, newest and older', async () => {
    await using redis = await startRedis({ replicas: 1 })
    await using here = await startApp(redisVariables(redis.master, redis.replicas[0]))
    await using there = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const tab = new Tab(await signIn(here))
    for (let number = 0; number < 25; number++) await here.book.append({ message: `message ${number}` })
    await redis.waitForReplicas()
    await expect.poll(async () => (await there.app.inject('/')).body).toContain('message 24')
    const older = `/?before=${(await there.app.inject('/api/entries?limit=20')).json().next}`
    for (const title of ['One', 'Two', 'Three']) {
      const addresses = ['/', older, '/feed.atom', '/nowhere']
      const before = await Promise.all(addresses.map((url) => there.app.inject(url)))
      await tab.open()
      const started = performance.now()
      await tab.send({ title, accent: 'pine' })
      for (const [index, url] of addresses.entries()) {
        const seen = headerOf(before[index] ?? fail(), 'etag')
        const ask = () => there.app.inject({ url, headers: seen === undefined ? {} : { 'if-none-match': seen } })
        await expect.poll(async () => (await ask()).body, { interval: 20, timeout: 5000 }).toContain(`${title}</title>`)
      }
      expect(performance.now() - started).toBeLessThan(5000)
    }
    // The page of settings is read from the master, at once.
    const other = new Tab((await signIn(there)).at(there))
    await tab.send({ title: 'Four' })
    await other.open()
    expect(other.values().title).toBe('Four')
  })
})

function fail(): never {
  throw new Error('expected an answer')
}
