import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { audit } from './audit.ts'
import { openTablet, partOf, submit, useTablets, write } from './tablet.ts'

describeWith(['chromium'], 'a shared tablet', () => {
  const suite = useTablets()

  test.each(['en', 'ja', 'ar'])('is accessible in every state (%s)', async (language) => {
    await suite.app.book.append({ name: 'Ada', message: 'Lovely evening' })
    await suite.app.book.append({ message: 'شكرًا على كل شيء' })
    await using page = await openTablet(suite)
    await page.clock.resume()
    await page.locator(`nav a[lang="${language}"]`).click()
    await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
    expect(await audit(page), 'at rest').toEqual([])
    await write(page, '')
    await submit(page)
    await page.locator('.problem[data-place="message"]:not(:empty)').waitFor()
    expect(await audit(page), 'a problem').toEqual([])
    await page.clock.fastForward(65_000)
    await page.locator('.still').waitFor()
    expect(await audit(page), 'asking').toEqual([])
    await page.locator('.still button').click()
    await page.locator('textarea').fill('Hello')
    await page.context().setOffline(true)
    await submit(page)
    await page.locator('.unsent').waitFor()
    expect(await audit(page), 'not sent').toEqual([])
    await page.context().setOffline(false)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await audit(page), 'thanks').toEqual([])
  })
})
