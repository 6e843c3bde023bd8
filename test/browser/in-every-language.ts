import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { audit, UNLIKE } from './audit.ts'
import { tooSmall } from './too-small.ts'

/**
 * Checks an English page as it is, then loads it again in every other language, which sends once more what was posted. Nothing is wider
 * than the screen or too small for a thumb, which depends on the lengths of the words, and axe-core finds no problem in any of {@link UNLIKE}.
 * @param mark a selector of what tells this state of the page from others
 */
export async function fitsInEveryLanguage(page: Page, what: string, mark = 'main'): Promise<void> {
  for (const language of LANGUAGES) {
    const which = `${what} (${language})`
    if (language !== 'en') {
      await page.setExtraHTTPHeaders({ 'guestbook-language': language })
      await page.reload()
    }
    expect(await page.locator('html').getAttribute('lang'), which).toBe(language)
    expect(await page.locator(mark).count(), which).toBeGreaterThan(0)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, which).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
    expect(await tooSmall(page), which).toEqual([])
    if (UNLIKE.includes(language)) expect(await audit(page), which).toEqual([])
  }
  await page.setExtraHTTPHeaders({})
}
