import type { Page, Response } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { ONE_PAGE } from '../support/one-page.ts'
import { openBook, post, useSuite } from './guestbook.ts'

/** A server sends about 14 KB before it has to wait for the first acknowledgement (RFC 6928). */
const BUDGET = 14 * 1024

describeWith(['chromium'], 'the first view', () => {
  const suite = useSuite()
  beforeAll(async () => {
    for (const [name, message] of ONE_PAGE) await post(suite.server.url, message, name)
  })

  test.each(['en', 'zh-Hans', 'ar'])(
    'fits into 14 KB, and what follows the book comes later (%s)',
    async (language) => {
      await using page = await suite.browser.newPage({ locale: language })
      const complaints: string[] = []
      const responses: Response[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('response', (response) => responses.push(response))
      await openBook(page, `${suite.server.url}/`)
      expect(await page.locator('.entries > li').count()).toBe(20)
      await expect
        .poll(() => responses.map(kindOf).sort())
        .toEqual(['document', 'following', 'icon', 'live', 'script', 'style'])
      const sizes = await Promise.all(
        responses
          .filter((response) => !['live', 'following'].includes(kindOf(response)))
          .map(async (response) => {
            expect(response.headers()['content-encoding'], response.url()).toBe('br')
            return [kindOf(response), (await response.request().sizes()).responseBodySize] as const
          }),
      )
      const total = sizes.reduce((sum, [, size]) => sum + size, 0)
      expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET)
      expect(Math.min(...sizes.map(([, size]) => size))).toBeGreaterThan(0)
      expect(complaints).toEqual([])
    },
  )

  // High enough for all entries: shifts outside the view are not reported.
  test.each([
    ['en', { width: 1280, height: 900 }],
    ['en', { width: 360, height: 3000 }],
    ['en', { width: 320, height: 3000 }],
    ['es', { width: 320, height: 3000 }],
    ['ar', { width: 320, height: 3000 }],
  ])('does not move while it loads, not even when the script is late (%s, %o)', async (locale, viewport) => {
    await using page = await suite.browser.newPage({ locale, viewport })
    const { promise: isPainted, resolve: goOn } = Promise.withResolvers<void>()
    await page.route('**/assets/*.js', async (route) => {
      await isPainted
      await route.continue()
    })
    await page.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(`${suite.server.url}/`, { waitUntil: 'commit' })
    await page.locator('footer').waitFor({ state: 'attached' })
    await twoFrames(page)
    goOn()
    await page.locator('.arrivals').waitFor({ state: 'attached' })
    await twoFrames(page)
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
  })

  /** Afterwards, all earlier changes have been laid out and reported. */
  function twoFrames(page: Page): Promise<unknown> {
    return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }

  function kindOf(response: Response): string {
    const { origin, pathname } = new URL(response.url())
    if (origin !== suite.server.url) return `from elsewhere: ${response.url()}`
    if (pathname === '/') return 'document'
    if (pathname === '/api/live') return 'live'
    return /^\/assets\/(style|script|following|icon)-/.exec(pathname)?.[1] ?? `unexpected: ${response.url()}`
  }
})
