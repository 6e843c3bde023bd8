import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { expectSigned, openBook, shownOn, sign, statusOf, useSuite } from './guestbook.ts'

/** The draft that a new tab would find. */
function storedIn(page: Page): Promise<string | null> {
  return page.evaluate(() => localStorage.getItem('guestbook-draft'))
}

describeWith(['chromium'], 'the draft', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('survives a reload and is gone once it was signed', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.locator('#message').fill('half a thou')
    await page.locator('#name').fill('Dora')
    await page.reload()
    await expect.poll(() => statusOf(page)).toBe('Here is what you had begun to write.')
    expect(await page.locator('#message').inputValue()).toBe('half a thou')
    expect(await page.locator('#name').inputValue()).toBe('Dora')
    await page.locator('#sign button').click()
    await expectSigned(page)
    expect(await page.locator('.entries bdi').first().textContent()).toBe('Dora')
    await openBook(page, '/')
    expect(await page.locator('#message').inputValue()).toBe('')
    expect(await page.locator('#name').inputValue()).toBe('')
  })

  test('begins with what was typed before the script came', async () => {
    await using page = await openPage()
    const { promise: isTyped, resolve: begin } = Promise.withResolvers<void>()
    await page.route('**/assets/*.js', async (route) => {
      await isTyped
      await route.continue()
    })
    await page.goto('/', { waitUntil: 'commit' })
    await page.locator('#message').fill('faster than the script')
    begin()
    await page.locator('.arrivals').waitFor({ state: 'attached' })
    await page.unroute('**/assets/*.js')
    await page.reload()
    await expect.poll(() => page.locator('#message').inputValue()).toBe('faster than the script')
  })

  test('does not take the place of what the server gave back', async () => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, locale: 'en' })
    const page = await context.newPage()
    await openBook(page, '/')
    await page.locator('#message').fill('an old draft')
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.reload()
    await sign(page, 'new words '.repeat(101))
    await page.locator('#message-problem').waitFor()
    await page.unroute('**/assets/*.js')
    await page.reload()
    await page.locator('.arrivals').waitFor({ state: 'attached' })
    expect(await page.locator('#message').inputValue()).toBe('new words '.repeat(101))
  })

  test('that another tab shows as well is gone there, too, once it was signed', async () => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, locale: 'en' })
    const [page, other] = [await context.newPage(), await context.newPage()]
    await openBook(page, '/')
    await page.locator('#message').fill('in two tabs')
    await openBook(other, '/')
    expect(await other.locator('#message').inputValue()).toBe('in two tabs')
    await page.locator('#sign button').click()
    await expectSigned(page)
    await expect.poll(() => other.locator('#message').inputValue()).toBe('')
    await expect.poll(async () => (await shownOn(other))[0]).toBe('in two tabs')
  })

  test.each(['a reload', 'a closed tab'])('on its way survives %s and another tab’s erased one', async (end) => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, locale: 'en' })
    const [page, other] = [await context.newPage(), await context.newPage()]
    await openBook(page, '/')
    await openBook(other, '/')
    await page.route('**/api/entries', (route) => route.abort())
    await sign(page, `on its way over ${end}`)
    await page.locator('.unconfirmed').waitFor()
    await other.locator('#message').fill('x')
    await other.locator('#message').fill('')
    await expect.poll(() => storedIn(other)).toContain(`on its way over ${end}`)
    const next = end === 'a reload' ? page : await context.newPage()
    if (next === page) {
      await page.reload()
      await page.unroute('**/api/entries')
    } else {
      await page.close()
      await openBook(next, '/')
    }
    await expectSigned(next)
    expect((await shownOn(next))[0]).toBe(`on its way over ${end}`)
  })

  test('survives a reload while another tab has one of its own, and once that was signed', async () => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, locale: 'en' })
    const [page, other] = [await context.newPage(), await context.newPage()]
    await openBook(page, '/')
    await openBook(other, '/')
    await page.locator('#message').fill('a long letter')
    await other.locator('#message').fill('a short word')
    await page.reload()
    await expect.poll(() => page.locator('#message').inputValue()).toBe('a long letter')
    await other.locator('#sign button').click()
    await expectSigned(other)
    expect(await page.locator('#message').inputValue()).toBe('a long letter')
    await page.reload()
    await expect.poll(() => page.locator('#message').inputValue()).toBe('a long letter')
    await expect.poll(() => storedIn(other)).toContain('a long letter')
  })

  test.each([
    ['of an older script that did not have all fields is taken', { message: 'old' }, 'old'],
    ['with fields that are no text is left alone', { message: 7 }, ''],
    ['that is no object is left alone', null, ''],
  ])('%s', async (_what, stored, typed) => {
    await using page = await openPage()
    await page.addInitScript((text) => localStorage.setItem('guestbook-draft', text), JSON.stringify(stored))
    await openBook(page, '/')
    expect(await page.locator('#message').inputValue()).toBe(typed)
    await sign(page, 'signed all the same')
    await expectSigned(page)
  })

  test('is not missed by a browser that stores nothing', async () => {
    await using page = await openPage()
    await page.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      }),
    )
    await openBook(page, '/')
    await sign(page, 'nothing is stored')
    await expectSigned(page)
    expect((await shownOn(page))[0]).toBe('nothing is stored')
  })
})
