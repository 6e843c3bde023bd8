import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { SIGNATURE } from '../support/entry.ts'
import { launchFirefox } from '../support/firefox.ts'
import { describeWith } from '../support/machine.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { post, postDraft, postMany } from './guestbook.ts'

describeWith(['firefox'], 'in Firefox', () => {
  let browser: Browser
  let server: RunningServer
  const errors: string[] = []
  beforeAll(async () => {
    server = await startServer({ RATE_LIMIT: '0', HOLD_ABOVE: '0', SEED_MESSAGE: '' })
    browser = await launchFirefox()
    await postMany(server.url, 'to read', 25)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
  })

  async function open(path = '/', width = 360): Promise<Page> {
    const page = await browser.newPage()
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.setViewport({ width, height: 740 })
    await page.goto(server.url + path)
    return page
  }
  const messages = (page: Page) =>
    page.$$eval('.entries > li .message', (found) => found.map(({ textContent }) => textContent))

  test('a visitor signs, sees what others write, and goes to older entries', async () => {
    await using page = await open()
    await page.waitForSelector('.arrivals')
    await page.type('#message', 'from Firefox')
    await page.type('#name', 'Reader')
    await page.click('#sign button')
    await expect.poll(() => page.$eval('.status', ({ textContent }) => textContent)).toMatch(/^Thank you!/)
    await expect.poll(() => messages(page)).toContain('from Firefox')
    await post(server.url, 'from elsewhere')
    await expect
      .poll(async () => {
        for (const button of await page.$$('.arrivals button'))
          await button.evaluate((found) => (found as HTMLElement).click())
        return (await messages(page))[0]
      })
      .toBe('from elsewhere')
    await page.$eval('a.older', (link) => (link as HTMLAnchorElement).click())
    await expect.poll(() => messages(page)).toContain('to read 1')
    expect(errors).toEqual([])
  })

  test('a message stands on the side where its script begins, whatever the page’s is', async () => {
    await post(server.url, 'شكرًا على كل شيء')
    await post(server.url, 'Thank you for all')
    await using page = await open()
    const sides = await page.$$eval('.entries > li .message', (found) =>
      found.slice(0, 2).map((message) => {
        const range = document.createRange()
        range.selectNodeContents(message)
        const [text, box] = [range.getBoundingClientRect(), message.getBoundingClientRect()]
        return text.left - box.left < box.right - text.right ? 'left' : 'right'
      }),
    )
    expect(sides).toEqual(['left', 'right'])
  })

  test('a signature drawn by hand is shown in ink, though its file is another', async () => {
    const { id } = await postDraft(server.url, { name: 'Ada', message: 'by hand', signature: SIGNATURE })
    for (const path of ['/', `/entry/${id}`]) {
      await using page = await open(path)
      const ink = await page.waitForSelector(`[id="${id}"] .by svg`)
      // Empty until the file has come and may be used.
      await expect.poll(() => ink?.evaluate((svg) => (svg as SVGSVGElement).getBBox().width)).toBeGreaterThan(50)
    }
  })

  test('nothing is too wide, in any language', async () => {
    await using page = await open('/', 320)
    for (const language of LANGUAGES) {
      await page.goto(`${server.url}/?lang=${language}`)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, language).toBeLessThanOrEqual(320)
    }
  })
})
