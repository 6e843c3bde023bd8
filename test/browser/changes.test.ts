import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Mark } from '../../server/book/moderation.ts'
import type { Entry } from '../../server/common/entry.ts'
import { checkReply } from '../../server/common/text/reply.ts'
import { listening, markEntry, type TestFrontEnd } from '../http/every-front-end.ts'
import { startApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { describeWith } from '../support/machine.ts'
import { NASTY_TEXTS } from '../support/nasty-entries.ts'
import { openBook, setHidden, shownOn } from './guestbook.ts'

const OWN = { author: 'the author', since: 0 }

describeWith(['chromium'], 'an open page follows what becomes of entries', () => {
  const resources = new AsyncDisposableStack()
  let frontEnd: TestFrontEnd
  let browser: Browser
  /** Oldest first; more than two pages of them. */
  let entries: readonly Entry[]
  beforeAll(async () => {
    frontEnd = await listening(resources.use(await startApp()))
    browser = resources.use(await launchBrowser())
  })
  afterAll(() => resources.disposeAsync())
  beforeEach(async () => {
    const { book } = frontEnd
    const left = [...(await book.page({ limit: 200 })).entries, ...(await book.moderation.hidden())]
    for (const { id } of left) await book.moderation.remove(id, 'Anna')
    const added: Entry[] = []
    for (let number = 1; number <= 45; number++) added.push(await add(`number ${number}`))
    entries = added
  })

  async function add(message: string): Promise<Entry> {
    return (await frontEnd.book.append({ name: 'Ada', message }, { screening: { author: OWN.author } })).entry
  }

  /** The entry with this number. */
  const entry = (number: number) => entries[number - 1] as Entry
  const mark = (number: number, how: Mark) => markEntry(frontEnd, entry(number).id, how)
  const reply = (number: number, text: string) => mark(number, { kind: 'reply', text })
  const item = (page: Page, number: number) => page.locator(`[id="${entry(number).id}"]`)
  const total = (page: Page) => page.locator('h2').textContent()
  const numbers = async (page: Page) => (await shownOn(page)).map((message) => Number(message.split(' ')[1]))
  const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index)
  const button = (page: Page) => page.locator('.arrivals button')

  async function open(path = '/', height = 720): Promise<Page> {
    const page = await browser.newPage({ baseURL: frontEnd.url, locale: 'en', viewport: { width: 800, height } })
    await page.goto(path)
    // The script has started.
    await page.locator('time[datetime]', { hasText: 'just now' }).first().waitFor()
    return page
  }

  test('a hidden entry goes, and comes back in its place, without counting as new', async () => {
    await using page = await open()
    await mark(43, { kind: 'hide' })
    await expect.poll(() => numbers(page)).toEqual(range(45, 26).filter((number) => number !== 43))
    expect(await total(page)).toBe('44 entries')
    await mark(43, { kind: 'show' })
    await expect.poll(() => numbers(page)).toEqual(range(45, 26))
    expect(await total(page)).toBe('45 entries')
    expect(await item(page, 43).getAttribute('class')).toBeNull()
    expect(await page.locator('.arrivals').textContent()).toBe('')
    await mark(43, { kind: 'hide' })
    await expect.poll(() => numbers(page)).not.toContain(43)
  })

  test('a hidden entry that was not on the page when it was opened comes into its place', async () => {
    for (const number of [45, 40, 26]) await mark(number, { kind: 'hide' })
    await using page = await open()
    await expect.poll(() => numbers(page)).toEqual([44, 43, 42, 41, ...range(39, 27), 25, 24, 23])
    for (const number of [45, 40, 26]) await mark(number, { kind: 'show' })
    await expect.poll(() => numbers(page)).toEqual(range(45, 23))
    expect(await total(page)).toBe('45 entries')
    await mark(10, { kind: 'hide' })
    await mark(10, { kind: 'show' })
    await reply(44, 'after that')
    await item(page, 44).getByText('after that').waitFor()
    expect(await numbers(page)).toEqual(range(45, 23))
    expect(await total(page)).toBe('45 entries')
  })

  test('a reply stands below its entry as on a page that is loaded anew, is changed and taken away', async () => {
    await using page = await open()
    await reply(44, 'Thank <b>you</b>')
    await expect.poll(() => item(page, 44).locator('.answer').textContent()).toBe('Thank <b>you</b>')
    expect(await item(page, 44).locator('.reply').textContent()).toContain('Reply by the owner')
    await mark(44, { kind: 'pin' })
    await item(page, 44).getByText('pinned').waitFor()
    const html = await item(page, 44).evaluate((element) => element.outerHTML)
    await openBook(page, '/')
    expect(await item(page, 44).evaluate((element) => element.outerHTML)).toBe(html)
    await reply(44, 'Thanks again')
    await expect.poll(() => item(page, 44).locator('.answer').allTextContents()).toEqual(['Thanks again'])
    await reply(44, '')
    await expect.poll(() => item(page, 44).locator('.reply').count()).toBe(0)
    await mark(44, { kind: 'unpin' })
    await expect.poll(() => item(page, 44).locator('small').count()).toBe(0)
    expect(await total(page)).toBe('45 entries')
    expect(await page.locator('.arrivals').textContent()).toBe('')
  })

  test('an edited entry takes the place of the old one, and says so', async () => {
    await using page = await open()
    const { entry: edited } = await frontEnd.book.replace(entry(43).id, { name: 'Ada', message: 'better 43' }, OWN)
    await page.getByText('better 43').waitFor()
    expect(await numbers(page)).toEqual(range(45, 26))
    expect(await page.getByText('number 43').count()).toBe(0)
    await expect.poll(() => total(page)).toBe('45 entries')
    const shown = page.locator(`[id="${edited.id}"]`)
    expect(await shown.locator('small').allTextContents()).toEqual([' edited'])
    expect(await shown.locator('time').getAttribute('datetime')).toBe(entry(43).createdAt)
    expect(await page.locator('.arrivals').textContent()).toBe('')
    // The next reply finds it under its new id.
    await markEntry(frontEnd, edited.id, { kind: 'reply', text: 'so it is' })
    await shown.getByText('so it is').waitFor()
    await frontEnd.book.moderation.remove(edited.id, 'Anna')
    await expect.poll(() => shown.count()).toBe(0)
  })

  test('nothing moves under the eyes of a reader further down', async () => {
    await using page = await open('/', 500)
    const read = item(page, 30)
    await read.scrollIntoViewIfNeeded()
    const place = await topOf(read)
    await reply(42, 'a long answer '.repeat(30))
    await item(page, 42).locator('.answer').waitFor()
    await frontEnd.book.replace(entry(41).id, { name: 'Ada', message: 'longer 41 '.repeat(90) }, OWN)
    await page.getByText('longer 41').waitFor()
    await mark(40, { kind: 'hide' })
    await expect.poll(() => item(page, 40).count()).toBe(0)
    await mark(40, { kind: 'show' })
    await item(page, 40).waitFor()
    // The browser keeps the place to a part of a pixel.
    await expect.poll(async () => Math.abs((await topOf(read)) - place)).toBeLessThan(1)
  })

  test('an unfolded message stays unfolded when it is answered', async () => {
    const long = await add('long '.repeat(190) + '\n'.repeat(40).replaceAll('\n', '\nx'))
    entries = [...entries, long]
    await using page = await open()
    await page.locator('summary').first().click()
    await markEntry(frontEnd, long.id, { kind: 'reply', text: 'so long' })
    await item(page, 46).getByText('so long').waitFor()
    expect(await item(page, 46).locator('details').getAttribute('open')).toBe('')
  })

  test('a reply, whatever it holds, neither widens the page nor fills it', async () => {
    const texts = [...Object.values(NASTY_TEXTS), 'line\n'.repeat(200)].map((text) => checkReply(text))
    const replies = texts.flatMap((checked) => (checked.ok ? [checked.text] : [])).slice(0, 20)
    for (const [index, text] of replies.entries()) await reply(45 - index, text)
    await using page = await browser.newPage({ baseURL: frontEnd.url, viewport: { width: 360, height: 900 } })
    await page.goto('/')
    expect(await page.locator('.answer').count()).toBe(replies.length)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    for (const height of await page.locator('.reply').evaluateAll((items) => items.map((item) => item.clientHeight)))
      expect(height).toBeLessThan(900)
  })

  test('what waits for the button follows, too', async () => {
    await using page = await open('/', 400)
    await item(page, 30).scrollIntoViewIfNeeded()
    for (const number of [46, 47, 48]) entries = [...entries, await add(`number ${number}`)]
    await expect.poll(() => button(page).textContent()).toBe('3 new entries')
    await mark(47, { kind: 'hide' })
    await expect.poll(() => button(page).textContent()).toBe('2 new entries')
    await mark(47, { kind: 'show' })
    await expect.poll(() => button(page).textContent()).toBe('3 new entries')
    await reply(46, 'answered while it waits')
    await frontEnd.book.replace(entry(48).id, { name: 'Ada', message: 'better 48' }, OWN)
    await expect.poll(() => total(page)).toBe('48 entries')
    await reply(45, 'the last of all')
    await item(page, 45).getByText('the last of all').waitFor({ state: 'attached' })
    expect(await button(page).textContent()).toBe('3 new entries')
    await button(page).click()
    expect((await shownOn(page)).slice(0, 4)).toEqual(['better 48', 'number 47', 'number 46', 'number 45'])
    expect(await item(page, 46).locator('.answer').textContent()).toBe('answered while it waits')
  })

  test('a page of older entries follows what is in its part of the book', async () => {
    await using page = await open(`/?before=${entry(41).id}`)
    expect(await numbers(page)).toEqual(range(40, 21))
    for (const number of [40, 30, 21]) await mark(number, { kind: 'hide' })
    await expect.poll(() => numbers(page)).toEqual([...range(39, 31), ...range(29, 22)])
    for (const number of [44, 10]) {
      await mark(number, { kind: 'hide' })
      await mark(number, { kind: 'show' })
    }
    for (const number of [40, 30, 21]) await mark(number, { kind: 'show' })
    await reply(25, 'not too late')
    await item(page, 25).getByText('not too late').waitFor()
    expect(await numbers(page)).toEqual(range(40, 21))
    expect(await total(page)).toBe('45 entries')
  })

  test('a page that polls follows, too', async () => {
    await using page = await browser.newPage({ baseURL: frontEnd.url, locale: 'en' })
    await page.clock.install()
    await page.route('**/api/live?*', (route) => route.fulfill({ status: 503 }))
    await openBook(page, '/')
    await reply(44, 'by polling')
    await mark(43, { kind: 'hide' })
    await page.clock.runFor(20_000)
    await item(page, 44).getByText('by polling').waitFor()
    expect(await numbers(page)).toEqual([45, 44, ...range(42, 26)])
    await mark(43, { kind: 'show' })
    await reply(44, '')
    await page.clock.runFor(20_000)
    await expect.poll(() => numbers(page)).toEqual(range(45, 26))
    expect(await item(page, 44).locator('.reply').count()).toBe(0)
    expect(await total(page)).toBe('45 entries')
    expect(await page.locator('.arrivals').textContent()).toBe('')
  })

  test('a page that was hidden meanwhile knows the count', async () => {
    await using page = await open()
    await setHidden(page, true)
    const brief = await add('brief')
    await markEntry(frontEnd, brief.id, { kind: 'hide' })
    for (const kind of ['hide', 'show', 'hide'] as const) await mark(44, { kind })
    await mark(43, { kind: 'hide' })
    await mark(43, { kind: 'show' })
    await reply(43, 'shown and answered')
    await setHidden(page, false)
    await item(page, 43).getByText('shown and answered').waitFor()
    await expect.poll(() => numbers(page)).toEqual([45, ...range(43, 26)])
    await expect.poll(() => total(page)).toBe('44 entries')
    await frontEnd.book.moderation.remove(brief.id, 'Anna')
    await mark(44, { kind: 'show' })
    await expect.poll(() => total(page)).toBe('45 entries')
  })
})

async function topOf(element: Locator): Promise<number> {
  const box = await element.boundingBox()
  if (!box) throw new Error('expected an element that can be seen')
  return box.y
}
