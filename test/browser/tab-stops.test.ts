import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { openBook, post, postMany, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'the Tab key', () => {
  const suite = useSuite()
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest('li')?.id ?? '')

  test('passes the list in one step; the arrow keys go from entry to entry, also to one that has just come', async () => {
    const { url } = suite.server
    await postMany(url, 'read', 20)
    await using page = await suite.browser.newPage({ baseURL: url, locale: 'en' })
    await openBook(page, '/')
    const ids = await page.locator('.entries > li[id]').evaluateAll((items) => items.map(({ id }) => id))
    const stops = page.locator('.entries a[href]:not([tabindex="-1"])')
    await expect.poll(() => stops.count()).toBe(1)

    await page.locator('.entries .by a').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe(ids[2])
    await page.keyboard.press('End')
    expect(await focused(page)).toBe(ids[19])
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe(ids[19])
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('')
    await page.keyboard.press('Shift+Tab')
    expect(await focused(page)).toBe(ids[19])

    await page.keyboard.press('Home')
    const { id } = await post(url, 'new')
    const button = page.locator('.arrivals button')
    await expect
      .poll(async () => {
        if ((await button.count()) > 0) await button.click()
        return page.locator(`[id="${id}"] .by a`).count()
      })
      .toBe(1)
    await page.locator(`[id="${ids[0]}"] .by a`).focus()
    await page.keyboard.press('ArrowUp')
    expect(await focused(page)).toBe(id)
    expect(await stops.count()).toBe(1)
  })

  test('stops at every entry where no script runs', async () => {
    await using page = await suite.browser.newPage({ baseURL: suite.server.url, javaScriptEnabled: false })
    await page.goto('/')
    expect(await page.locator('.entries [tabindex]').count()).toBe(0)
  })
})
