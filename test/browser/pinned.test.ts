import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Mark } from '../../server/book/moderation.ts'
import type { Entry } from '../../server/common/entry.ts'
import { listening, markEntry, type TestFrontEnd } from '../http/every-front-end.ts'
import { startApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { describeWith } from '../support/machine.ts'
import { openBook } from './guestbook.ts'

const OWN = { author: 'the author', since: 0 }
const PIN: Mark = { kind: 'pin' }
const UNPIN: Mark = { kind: 'unpin' }

describeWith(['chromium'], 'pinned entries on an open page', () => {
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
    for (let number = 1; number <= 45; number++) {
      const screening = { author: OWN.author }
      added.push((await book.append({ name: 'Ada', message: `number ${number}` }, { screening })).entry)
    }
    entries = added
  })

  const idOf = (number: number) => (entries[number - 1] as Entry).id
  const mark = (number: number, how: Mark) => markEntry(frontEnd, idOf(number), how)
  /** The messages on top, newest first. */
  const top = (page: Page) => page.locator('.pins:not([hidden]) > li .message').allTextContents()
  /** Without what grows old. */
  const markup = async (page: Page) =>
    (await page.locator('.pins').innerHTML()).replaceAll(
      /\n|(?<=<time[^>]*>)[^<]*| aria-label="[^"]*"| title="[^"]*"/g,
      '',
    )
  const shown = (page: Page) => page.locator('.entries > li .message').count()

  async function open(height = 720, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const context = { baseURL: frontEnd.url, locale: 'en', viewport: { width: 800, height }, ...options }
    const page = await browser.newPage(context)
    await (options.javaScriptEnabled === false ? page.goto('/') : openBook(page, '/'))
    return page
  }

  test('come and go as on a page that is loaded anew, also those of older pages', async () => {
    await using page = await open()
    await mark(3, PIN)
    await expect.poll(() => top(page)).toEqual(['number 3'])
    await mark(44, PIN)
    await mark(3, { kind: 'reply', text: 'Thanks' })
    await expect.poll(() => top(page)).toEqual(['number 44', 'number 3'])
    await page.locator('.pins .answer', { hasText: 'Thanks' }).waitFor()
    expect(await page.locator('.pins h3').textContent()).toBe('pinned')
    expect(await page.locator(`[id="${idOf(44)}"] .pinned`).count()).toBe(1)
    expect(await shown(page)).toBe(20)
    const html = await markup(page)
    await openBook(page, '/')
    expect(await markup(page)).toBe(html)
    await mark(44, UNPIN)
    await mark(3, UNPIN)
    await expect.poll(() => top(page)).toEqual([])
    expect(await page.locator('.pins').isVisible()).toBe(false)
  })

  test('go at once when they are hidden or removed, and change with their author', async () => {
    for (const number of [2, 20, 44]) await mark(number, PIN)
    await using page = await open()
    expect(await top(page)).toEqual(['number 44', 'number 20', 'number 2'])
    await mark(20, { kind: 'hide' })
    await expect.poll(() => top(page)).toEqual(['number 44', 'number 2'])
    await mark(20, { kind: 'show' })
    await expect.poll(() => top(page)).toEqual(['number 44', 'number 20', 'number 2'])
    await frontEnd.book.replace(idOf(44), { name: 'Ada', message: 'better 44' }, OWN)
    await expect.poll(() => top(page)).toEqual(['better 44', 'number 20', 'number 2'])
    await frontEnd.book.moderation.remove(idOf(2), 'Anna')
    await expect.poll(() => top(page)).toEqual(['better 44', 'number 20'])
  })

  test('move nothing that is being read, and come once it is not', async () => {
    await using page = await open(500)
    const list = page.locator('.entries')
    await list.evaluate((element) => scrollBy(0, element.getBoundingClientRect().top - 100))
    const topOf = () => list.evaluate((element) => element.getBoundingClientRect().top)
    const before = await topOf()
    await mark(3, PIN)
    await mark(44, { kind: 'reply', text: 'told after it' })
    await page.locator('.entries .answer').waitFor()
    expect(await top(page)).toEqual([])
    expect(await topOf()).toBe(before)
    await page.evaluate(() => scrollTo(0, 0))
    await expect.poll(() => top(page)).toEqual(['number 3'])
  })

  test('stand on top without scripts, a long one folded, and each id is there once', async () => {
    const long = await frontEnd.book.append({ message: 'a line\n'.repeat(60) })
    await markEntry(frontEnd, long.entry.id, PIN)
    await mark(1, PIN)
    await using page = await open(720, { javaScriptEnabled: false })
    expect(await page.locator('.pins > li[data-id]').count()).toBe(2)
    const message = page.locator('.pins .message').first()
    const height = () => message.evaluate((element) => element.getBoundingClientRect().height)
    const folded = await height()
    await page.locator('.pins summary').click()
    expect(await height()).toBeGreaterThan(folded)
    const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })
})
