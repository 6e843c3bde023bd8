import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../server/languages/en.ts'
import { describeWith } from '../support/machine.ts'
import { openBook, post, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'a notice about the state of the book', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('is gone when an entry has come, which shows that the book can be written and read', async () => {
    await using page = await openPage()
    await withNotices(page)
    await openBook(page, '/')
    expect(await page.locator('.notice').count()).toBe(2)
    await post(suite.server.url, 'all is well again')
    await page.getByText('all is well again').waitFor()
    expect(await page.locator('.notice').count()).toBe(0)
  })

  test('comes and goes with the page if there is no stream', async () => {
    await using page = await openPage()
    await page.clock.install()
    await page.route('**/api/live?*', (route) => route.fulfill({ status: 503 }))
    await openBook(page, '/')
    await withNotices(page)
    await page.clock.runFor(20_000)
    await page.locator('main > .notice + #sign').waitFor()
    expect(await page.locator('#sign > .notice + .field').count()).toBe(1)
    await page.unroute('/')
    await post(suite.server.url, 'all is well, without a stream')
    await page.clock.runFor(20_000)
    await page.getByText('all is well, without a stream').waitFor()
    expect(await page.locator('.notice').count()).toBe(0)
  })
})

/** Makes the server's pages say that the book can only be read, from memory. */
async function withNotices(page: Page): Promise<void> {
  await page.route('/', async (route) => {
    const response = await route.fetch()
    const body = (await response.text())
      .replace(/(?=<form)/, '<p class="notice" role="status">You are seeing the book as it was.</p>')
      .replace(/(?=<div class="field">)/, `<p class="notice">${en.notices.readOnly}</p>`)
    await route.fulfill({ response, body })
  })
}
