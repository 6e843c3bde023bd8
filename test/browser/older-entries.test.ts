import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { expectSigned, messagesOf, openBook, post, postMany, shownOn, sign, useSuite } from './guestbook.ts'

const MINUTE = 60_000

describeWith(['chromium'], 'older entries', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('are added below, to the end of the book, and Back leads to where the reader was', async () => {
    await postMany(suite.server.url, 'entry', 45)
    await using page = await openPage()
    await openBook(page, '/')
    await page.locator('a.older').click()
    await expect.poll(() => shownOn(page)).toHaveLength(40)
    expect(await page.locator(':focus .message').textContent()).toBe('entry 25')
    await page.locator('a.older').click()
    await expect.poll(() => shownOn(page)).toEqual(await messagesOf(suite.server.url))
    expect(await page.locator('a.older').count()).toBe(0)
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/')

    await page.locator('.entries a').last().click()
    await expect.poll(() => page.locator('.one .message').textContent()).toBe('entry 1')
    await page.goBack()
    await page.getByText('entry 3', { exact: true }).waitFor()
  })

  test('that were added are there after a reload, with the reader at the same place', async () => {
    await postMany(suite.server.url, 'kept', 60)
    await using page = await openPage()
    await openBook(page, '/')
    for (const count of [40, 60]) {
      await page.locator('a.older').click()
      await expect.poll(() => shownOn(page)).toHaveLength(count)
    }
    await page.getByText('kept 5', { exact: true }).scrollIntoViewIfNeeded()
    const top = await page.evaluate(() => scrollY)
    await expect.poll(() => page.evaluate(() => history.state?.top)).toBe(top)
    await page.reload()
    await expect.poll(() => shownOn(page)).toHaveLength(60)
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(top)
    expect(page.url()).not.toContain('before')
  })

  test('leave the visitor’s own entry where a reload finds it', async () => {
    await postMany(suite.server.url, 'before', 21)
    await using page = await openPage()
    await openBook(page, '/')
    await page.locator('a.older').click()
    await expect.poll(() => shownOn(page)).toHaveLength(40)
    await sign(page, 'after older ones')
    await expectSigned(page)
    await page.reload()
    expect((await shownOn(page))[0]).toBe('after older ones')
  })

  test('are a separate page if they cannot be added', async () => {
    await postMany(suite.server.url, 'more', 21)
    await using page = await openPage()
    await openBook(page, '/')
    let isFirst = true
    await page.route('**/?before=*', async (route) => {
      if (isFirst) await route.abort()
      else await route.continue()
      isFirst = false
    })
    await page.locator('a.older').click()
    await page.locator('a[rel=prev]').waitFor()
    expect((await shownOn(page))[0]).toBe('more 1')
  })

  test('times are relative, in the reader’s language and zone', async () => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, timezoneId: 'Asia/Tokyo' })
    const page = await context.newPage()
    await page.clock.install()
    await openBook(page, '/?lang=de')
    const time = page.locator('.entries time').first()
    expect(await time.textContent()).toBe('gerade eben')
    const written = new Date((await time.getAttribute('datetime')) as string)
    const full = { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const
    expect(await page.locator('.entries a').first().getAttribute('title')).toBe(written.toLocaleString('de', full))
    await page.emulateMedia({ media: 'print' })
    expect(await time.isVisible()).toBe(false)
    const printed = () =>
      page
        .locator('.entries a')
        .first()
        .evaluate((link) => getComputedStyle(link, '::after').content)
    expect(await printed()).toBe(`"${written.toLocaleString('de', full)}"`)
    await page.emulateMedia({ media: 'screen' })
    expect(await time.isVisible()).toBe(true)
    await page.clock.fastForward(5 * MINUTE)
    expect(await time.textContent()).toMatch(/^vor [45] Minuten$/)
    await page.clock.fastForward(14_400 * MINUTE)
    expect(await time.textContent()).toBe(written.toLocaleString('de', { dateStyle: 'long', timeZone: 'Asia/Tokyo' }))
  })

  test('the full time has no English "AM" or "PM" in Korean', async () => {
    await post(suite.server.url, '안녕하세요')
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, timezoneId: 'Asia/Seoul' })
    const page = await context.newPage()
    await openBook(page, '/?lang=ko')
    const link = page.locator('.entries a:has(time)').first()
    const written = new Date((await link.locator('time').getAttribute('datetime')) as string)
    const clock = written.toLocaleTimeString('en-GB', { timeStyle: 'short', timeZone: 'Asia/Seoul' })
    expect(await link.getAttribute('title')).toMatch(new RegExp(`요일 ${clock}$`))
  })
})
