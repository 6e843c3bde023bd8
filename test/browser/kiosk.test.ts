import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { messagesIn, openTablet, partOf, submit, useTablets, write } from './tablet.ts'

const SECOND = 1000

describeWith(['chromium'], 'a tablet that strangers share', () => {
  const suite = useTablets({ DEFAULT_LANGUAGE: 'en' })
  const isAsked = (page: Page) => page.locator('.still').isVisible()

  test('thanks for what was written, and is at rest again after eight seconds', async () => {
    await using page = await openTablet(suite)
    await write(page, 'A lovely evening', 'Ada')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await page.locator('.thanks .published').isVisible()).toBe(true)
    expect(await page.locator('.thanks .waiting').isVisible()).toBe(false)
    await page.clock.fastForward(6 * SECOND)
    expect(await partOf(page)).toBe('thanks')
    await page.clock.fastForward(2 * SECOND)
    await expect.poll(() => partOf(page)).toBe('rest')
    expect(await messagesIn(suite.app)).toContain('A lovely evening')
    await page.locator('.write').click()
    expect(await page.locator('textarea').inputValue()).toBe('')
    expect(await page.locator('input[name="name"]').inputValue()).toBe('')
  })

  test('adds once what was sent by a double tap', async () => {
    await using page = await openTablet(suite)
    await write(page, 'Tapped twice')
    await page.locator('.writing .foot button').dblclick()
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect((await messagesIn(suite.app)).filter((message) => message === 'Tapped twice')).toHaveLength(1)
  })

  test('asks after a minute whether somebody is there, while nothing is written', async () => {
    await using page = await openTablet(suite)
    await page.locator('.write').click()
    await page.clock.fastForward(55 * SECOND)
    expect(await isAsked(page)).toBe(false)
    await page.clock.fastForward(6 * SECOND)
    await expect.poll(() => isAsked(page)).toBe(true)
    await page.clock.fastForward(20 * SECOND)
    await expect.poll(() => partOf(page)).toBe('rest')
    expect(await isAsked(page)).toBe(false)
  })

  test('asks after two minutes while something is written; only the button goes on, and nobody reads the words meanwhile', async () => {
    await using page = await openTablet(suite)
    await write(page, 'I am thinking')
    await page.clock.fastForward(115 * SECOND)
    expect(await isAsked(page)).toBe(false)
    await page.clock.fastForward(6 * SECOND)
    await expect.poll(() => isAsked(page)).toBe(true)
    const seconds = async () => Number(await page.locator('.seconds').textContent())
    const before = await seconds()
    expect(before).toBeGreaterThan(5)
    await page.mouse.click(20, 20)
    await page.clock.fastForward(5 * SECOND)
    await expect.poll(seconds).toBeLessThanOrEqual(before - 5)
    expect(await page.evaluate(() => document.elementFromPoint(500, 300)?.closest('.still') !== null)).toBe(true)
    await page.locator('.still button').click()
    expect(await isAsked(page)).toBe(false)
    expect(await page.locator('textarea').inputValue()).toBe('I am thinking')
    await page.clock.fastForward(110 * SECOND)
    expect(await isAsked(page)).toBe(false)
    await page.keyboard.type('!')
    await page.clock.fastForward(110 * SECOND)
    expect(await isAsked(page)).toBe(false)
    // A tablet that slept meanwhile asks nobody.
    await page.clock.fastForward(3600 * SECOND)
    await expect.poll(() => partOf(page)).toBe('rest')
    expect(await messagesIn(suite.app)).not.toContain('I am thinking!')
  })

  test('keeps nothing of a visitor: neither where browsers store things nor where they go back to', async () => {
    await using page = await openTablet(suite)
    const history = await page.evaluate(() => window.history.length)
    await write(page, 'A secret that was sent', 'Somebody')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    await page.locator('.thanks').click()
    await write(page, 'A secret that was not sent', 'Somebody else')
    await page.locator('.leave').click()
    await write(page, 'A secret that was left behind', 'A third')
    await page.clock.fastForward(200 * SECOND)
    await expect.poll(() => partOf(page)).toBe('rest')

    expect(await page.evaluate(storedByThisSite)).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 })
    const cookies = await page.context().cookies()
    expect(cookies.map(({ name, path }) => `${path} ${name}`)).toEqual(['/kiosk guestbook-kiosk'])
    expect(await page.evaluate(() => window.history.length)).toBe(history)
    const leftBehind = async () => {
      const typed = await page
        .locator('textarea, input')
        .evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value))
      return `${await page.content()} ${typed.join(' ')}`
    }
    for (const secret of ['not sent', 'left behind', 'Somebody else', 'A third']) {
      expect(await leftBehind()).not.toContain(secret)
    }
    await page.locator('.write').click()
    await page.keyboard.press('Control+z')
    expect(await page.locator('textarea').inputValue()).toBe('')
    await page.locator('textarea').fill('A secret before a reload')
    await page.reload()
    expect(await leftBehind()).not.toContain('before a reload')
  })

  test('leaves no words in the clipboard, and shows no menu', async () => {
    await using page = await openTablet(suite)
    await write(page, 'Copy me')
    const wasStopped = (type: string) =>
      page
        .locator('textarea')
        .evaluate((field, type) => !field.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })), type)
    for (const type of ['copy', 'cut', 'contextmenu']) expect(await wasStopped(type)).toBe(true)
  })

  test('speaks the language that a visitor chooses, until the next one comes', async () => {
    await using page = await openTablet(suite)
    const write = () => page.locator('.write').textContent()
    await page.locator('nav a[lang="de"]').click()
    await expect.poll(write).toBe('Zum Schreiben tippen')
    await page.locator('.write').click()
    await submit(page)
    await expect
      .poll(() => page.locator('.problem[data-place="message"]').textContent())
      .toBe('Schreib bitte zuerst ein paar Worte.')
    await page.locator('textarea').fill('Guten Abend')
    await submit(page)
    await expect.poll(() => page.locator('.thanks .large').textContent()).toBe('Vielen Dank!')
    await page.locator('.thanks').click()
    await expect.poll(write).toBe('Touch to write')
    await page.locator('nav a[lang="ar"]').click()
    await expect.poll(() => page.locator('html').getAttribute('dir')).toBe('rtl')
    await page.clock.fastForward(61 * SECOND)
    await expect.poll(write).toBe('Touch to write')
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
  })

  test('says what is wrong beside the field, and goes on from there', async () => {
    await using page = await openTablet(suite)
    await write(page, 'x'.repeat(1001))
    await submit(page)
    await expect.poll(() => page.locator('.problem[data-place="message"]').textContent()).toContain('1,001 characters')
    await page.locator('textarea').fill('shorter')
    await page.locator('input[name="name"]').fill('y'.repeat(51))
    await submit(page)
    await expect.poll(() => page.locator('.problem[data-place="name"]').textContent()).toContain('51 characters')
    expect(await page.locator('textarea').inputValue()).toBe('shorter')
    await page.locator('input[name="name"]').fill('Yara')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
  })

  test('shows new entries at rest, and no longer those that are hidden', async () => {
    await using page = await openTablet(suite)
    const { entry } = await suite.app.book.append({ message: 'Look at me' })
    await expect
      .poll(async () => {
        await page.clock.fastForward(SECOND)
        return page.locator('.message').first().textContent()
      })
      .toBe('Look at me')
    await suite.app.book.moderation.mark(entry.id, { kind: 'hide' }, 'anna')
    await expect.poll(() => page.locator('main').textContent()).not.toContain('Look at me')
  })

  test('sets names in the type of what people write', async () => {
    await using page = await openTablet(suite)
    await write(page, 'As in the book', 'Ada')
    await submit(page)
    await page.locator('.entries .by bdi', { hasText: 'Ada' }).waitFor({ state: 'attached' })
    const fontOf = (selector: string) =>
      page.evaluate((found) => getComputedStyle(document.querySelector(found) ?? document.body).fontFamily, selector)
    expect(await fontOf('.entries .by bdi')).toBe(await fontOf('.entries .message'))
    expect(await fontOf('.entries .by bdi')).not.toBe(await fontOf('body'))
  })

  test('says that it is closed once an owner has closed it', async () => {
    await using page = await openTablet(suite)
    for (const { id } of await suite.app.book.tablets.list()) await suite.app.book.tablets.close(id)
    await page.clock.fastForward(31 * SECOND)
    await expect.poll(() => page.locator('main').textContent()).toContain('This tablet is not open for guests')
  })

  test.each([
    ['1024 × 768', 1024, 768],
    ['1280 × 800', 1280, 800],
    ['800 × 1280', 800, 1280],
    ['1024 × 768 with a keyboard', 1024, 400],
    ['1280 × 800 with a keyboard', 1280, 380],
    ['800 × 1280 with a keyboard', 800, 720],
  ])('fits on %s: everything to touch is in view and large enough', async (_what, width, height) => {
    await using page = await openTablet(suite, { viewport: { width, height } })
    // At once, since the resting page is renewed now and then.
    const outOfView = (selector: string) =>
      page.locator(selector).evaluateAll(
        (targets, [wide, high]) =>
          targets
            .map((target) => ({ target, box: target.getBoundingClientRect() }))
            .filter(
              ({ box }) =>
                Math.min(box.width, box.height) < 40 ||
                Math.min(box.x, box.y) < 0 ||
                box.right > wide ||
                box.bottom > high,
            )
            .map(({ target }) => target.outerHTML.slice(0, 80)),
        [width, height] as const,
      )
    const expectInView = async (selector: string) => {
      await page.locator(selector).first().waitFor()
      expect(await outOfView(selector), selector).toEqual([])
    }
    if (height > 500) await expectInView('.write, nav a')
    await page.locator('.write').click()
    await expectInView('textarea, input:not([type="hidden"]), .leave, .writing button:visible')
    await page.locator('textarea').fill('many words '.repeat(60))
    await expectInView('textarea, input:not([type="hidden"]), .leave, .writing button:visible')
  })
})

async function storedByThisSite() {
  return {
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    // Both need HTTPS or localhost.
    caches: 'caches' in window ? (await caches.keys()).length : 0,
    workers: 'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).length : 0,
  }
}
