import { expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { describeWith } from '../support/machine.ts'
import { openBook, post, sign, useSuite } from './guestbook.ts'

/** The least height of a target for a finger, in CSS pixels. */
const TARGET = 44

describeWith(['chromium'], 'on a phone', () => {
  const suite = useSuite()
  const viewport = { width: 360, height: 740 }

  test('a problem comes into view above a message that fills the screen', async () => {
    await using page = await suite.browser.newPage({ locale: 'en', viewport, isMobile: true, hasTouch: true })
    await openBook(page, suite.server.url)
    await sign(page, 'long '.repeat(250))
    const problem = page.locator('#message-problem')
    await problem.waitFor()
    await expect.poll(async () => (await problem.boundingBox())?.y).toBeGreaterThan(0)
    expect(await page.locator(':focus').getAttribute('id')).toBe('message')
  })

  test('the link of an entry’s time is large enough for a finger, but looks small', async () => {
    await using page = await suite.browser.newPage({ locale: 'en', viewport, isMobile: true, hasTouch: true })
    await post(suite.server.url, 'to be pointed at')
    await openBook(page, suite.server.url)
    const link = page.locator('.entries a').first()
    await link.evaluate((element) => element.scrollIntoView({ block: 'center' }))
    const { x = 0, y = 0, width = 0, height = 0 } = (await link.boundingBox()) ?? {}
    expect(height).toBeLessThan(24)
    const reach = TARGET / 2 - 1
    for (const distance of [-reach, 0, reach]) {
      const point = { left: x + width / 2, top: y + height / 2 + distance }
      const found = await page.evaluate(
        ({ left, top }) => document.elementFromPoint(left, top)?.closest('a')?.getAttribute('href'),
        point,
      )
      expect(found).toBe(await link.getAttribute('href'))
    }
  })
  test.each(LANGUAGES)('nothing is cut off at 320 pixels with letters of twice the size (%s)', async (language) => {
    await using page = await suite.browser.newPage({ viewport: { width: 320, height: 640 } })
    await post(suite.server.url, `${'long '.repeat(150)}${language}`)
    await openBook(page, `${suite.server.url}/?lang=${language}`)
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    await sign(page, 'long '.repeat(250))
    await page.locator('#message-problem').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    const { x = -1, width = 0 } = (await page.locator('#sign button').boundingBox()) ?? {}
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + width).toBeLessThanOrEqual(320)
  })
})
