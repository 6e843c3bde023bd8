import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { expectSigned, shownOn, sign, useSuite } from './guestbook.ts'

/** As on a NodePort: no HTTPS, and a name that browsers do not trust like localhost. */
describeWith(['chromium'], 'plain HTTP under a real name', () => {
  const suite = useSuite({ args: ['--host-resolver-rules=MAP guestbook.test 127.0.0.1'] })
  const url = () => `http://guestbook.test:${suite.server.port}/`

  test.each([true, false])('style and form work, JavaScript %s', async (javaScriptEnabled) => {
    await using page = await suite.browser.newPage({ javaScriptEnabled, locale: 'en' })
    const warnings: string[] = []
    page.on('console', (message) => warnings.push(message.text()))
    await page.goto(url())
    const { width = 0 } = (await page.locator('main').boundingBox()) ?? {}
    expect(width).toBeLessThan(800)
    expect(await page.locator('#sign').evaluate((form) => getComputedStyle(form).borderRadius)).toBe('3px')
    await sign(page, `signed in the open, ${javaScriptEnabled}`)
    if (javaScriptEnabled) {
      expect(await page.evaluate(() => isSecureContext)).toBe(false)
      await expectSigned(page)
    } else await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe(`signed in the open, ${javaScriptEnabled}`)
    expect(warnings).toEqual([])
  })
})
