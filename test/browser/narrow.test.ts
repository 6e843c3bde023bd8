import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { SIGNATURE } from '../support/entry.ts'
import { describeWith } from '../support/machine.ts'
import { postDraft } from './guestbook.ts'
import { useOwnBook } from './own-book.ts'
import { tooSmall } from './too-small.ts'

const NARROW = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, locale: 'en' }

describeWith(['chromium'], 'a narrow screen', () => {
  const suite = useOwnBook()

  const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
  const boxOf = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect())

  /** A page of a new owner. */
  async function enter(): Promise<Page> {
    const page = await suite.newPage(NARROW)
    const code = await suite.guestbook.book.owners.invite({ name: 'Anna', role: 'owner' })
    await page.goto(`${suite.url}/admin/enter/${code}`)
    await page.locator('button.main').click()
    await page.waitForURL(/\/admin\?welcome$/)
    return page
  }

  test('a drawn signature that has no room beside the name does not cover it', async () => {
    await postDraft(suite.url, { name: 'An old friend of the whole house', message: 'by hand', signature: SIGNATURE })
    const page = await suite.newPage(NARROW)
    await page.goto(suite.url)
    const [name, signature] = [await boxOf(page, '.entries .by bdi'), await boxOf(page, '.entries .by svg')]
    expect(signature.left).toBeLessThan(name.right)
    // The line of the name is higher than its letters.
    expect(name.bottom - signature.top).toBeLessThan(10)
  })

  test('on an entry’s own page the time stands in one line, and the way back has room for a thumb', async () => {
    const { id } = await postDraft(suite.url, { name: 'Ada', message: 'one of many' })
    const page = await suite.newPage({ ...NARROW, viewport: { width: 360, height: 640 } })
    for (const language of LANGUAGES) {
      await page.goto(`${suite.url}/entry/${id}?lang=${language}`)
      const tops = await page
        .locator('.by time')
        .evaluate((time) => [...time.getClientRects()].map(({ top }) => Math.round(top)))
      expect(new Set(tops).size, language).toBe(1)
    }
    expect((await boxOf(page, '.book a')).height).toBeGreaterThanOrEqual(44)

    const { book, feed } = suite.guestbook
    const marked = await book.moderation.mark(id, { kind: 'pin' }, 'Anna')
    if (marked.kind === 'done') await feed.waitFor(marked.position, 5000)
    await page.goto(`${suite.url}/entry/${id}?lang=en`)
    expect((await boxOf(page, '.by small')).top).toBe((await boxOf(page, '.by time')).top)
  })

  test('the dash before a name is on the side where the line begins, whatever the direction of the name', async () => {
    const { book } = suite.guestbook
    for (const name of ['Ada', 'ليلى']) {
      await book.append({ name, message: 'waits' }, { screening: { hold: ['first'] } })
    }
    const page = await enter()
    for (const language of ['en', 'ar']) {
      await page.setExtraHTTPHeaders({ 'guestbook-language': language })
      await page.goto(`${suite.url}/admin`)
      const gaps = await page.locator('.by').evaluateAll((lines) =>
        lines.map((line) => {
          const [outer, inner] = [line.getBoundingClientRect(), line.querySelector('bdi')?.getBoundingClientRect()]
          if (!inner) throw new Error('expected a name')
          return getComputedStyle(line).direction === 'rtl' ? outer.right - inner.right : inner.left - outer.left
        }),
      )
      expect(gaps, language).toHaveLength(2)
      for (const gap of gaps) expect(gap, language).toBeGreaterThan(10)
    }
  })

  test.each(['', '/occasion', '/kiosk', '/log', '/entries', '/settings/picture', '/cards'])(
    'the owner’s page /admin%s is not too wide, and nothing on it too small, in every language',
    async (path) => {
      const page = await enter()
      await suite.guestbook.book.moderation.setSettings({ title: 'A book' }, 'Anna')
      for (const language of LANGUAGES) {
        await page.setExtraHTTPHeaders({ 'guestbook-language': language })
        await page.goto(`${suite.url}/admin${path}`)
        expect(await page.locator('html').getAttribute('lang')).toBe(language)
        expect(await widthOf(page), language).toBe(320)
        expect(await tooSmall(page), language).toEqual([])
      }
    },
  )

  test('the wall gives the title of the book a line of its own', async () => {
    const page = await suite.newPage(NARROW)
    await page.goto(`${suite.url}/wall`)
    const [title, sign] = [await boxOf(page, 'h1'), await boxOf(page, '.sign')]
    expect(sign.top).toBeGreaterThanOrEqual(title.bottom)
    expect(title.width).toBeGreaterThan(250)
    expect(await widthOf(page)).toBe(320)
  })
})
