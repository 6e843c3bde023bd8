import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { post, postMany, shownOn, sign, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'the page without JavaScript', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ javaScriptEnabled: false, baseURL: suite.server.url })

  test('signs the book and leads to the entry', async () => {
    await using page = await openPage()
    await page.goto('/')
    await sign(page, 'Greetings from the harbour\nand from the hills', 'Ann')
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe('Greetings from the harbour\nand from the hills')
    expect(await page.locator('li bdi').textContent()).toBe('Ann')
    expect(await page.locator('.thanks').textContent()).toBe('Thank you! Your entry is in the book.')
    await page.reload()
    expect((await shownOn(page)).filter((message) => message.startsWith('Greetings'))).toHaveLength(1)
  })

  test('shows the problem above the field, in view, and keeps the text', async () => {
    await using page = await openPage()
    await page.goto('/')
    const message = 'long '.repeat(250)
    await sign(page, message, 'Ben')
    await expect.poll(() => page.locator('#message-problem').textContent()).toContain('1,249 characters')
    const { height = 0 } = page.viewportSize() ?? {}
    const { y = -1 } = (await page.locator('#message-problem').boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThan(height)
    expect(await page.locator('#message').inputValue()).toBe(message)
    expect(await page.locator('#name').inputValue()).toBe('Ben')
    expect(await page.locator(':focus').getAttribute('aria-describedby')).toBe('message-problem')
    await page.locator('#message').fill('shorter')
    await page.locator('#sign button').click()
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe('shorter')
  })

  test('links from a rejected form back to the book, which is not below it', async () => {
    await post(suite.server.url, 'stands in the book')
    await using page = await openPage()
    await page.goto('/')
    await sign(page, 'long '.repeat(250))
    await page.locator('#message-problem').waitFor()
    expect(await shownOn(page)).toEqual([])
    await page.getByRole('link', { name: 'Back to the guestbook' }).click()
    expect(await shownOn(page)).toContain('stands in the book')
  })

  test('has room between the title and a form that comes back', async () => {
    await using page = await openPage()
    await page.goto('/')
    await sign(page, 'long '.repeat(250))
    await page.locator('#message-problem').waitFor()
    const title = await page.locator('h1').boundingBox()
    const form = await page.locator('#sign').boundingBox()
    if (!title || !form) throw new Error('expected a title and a form')
    expect(form.y - title.y - title.height).toBeGreaterThan(20)
  })

  test('keeps all that was typed where one goes back from an answer', async () => {
    await using page = await openPage()
    await page.goto('/')
    await sign(page, 'long '.repeat(250), 'Ben')
    await page.locator('#message-problem').waitFor()
    await page.goBack()
    await expect.poll(() => page.locator('#message').inputValue()).toBe('long '.repeat(250))
    expect(await page.locator('#name').inputValue()).toBe('Ben')
  })

  test('leads to older entries and back', async () => {
    await postMany(suite.server.url, 'older', 41)
    await using page = await openPage()
    await page.goto('/')
    expect((await shownOn(page))[0]).toBe('older 41')
    await page.locator('a.older').click()
    expect((await shownOn(page))[0]).toBe('older 21')
    expect(await shownOn(page)).toHaveLength(20)
    await page.locator('a[rel=prev]').click()
    expect((await shownOn(page))[0]).toBe('older 41')
  })

  test('an empty field has the direction of the language, a filled one that of its text', async () => {
    await using page = await openPage()
    for (const [language, empty] of [
      ['ar', 'rtl'],
      ['en', 'ltr'],
    ] as const) {
      await page.goto(`/?lang=${language}`)
      for (const field of [page.locator('#message'), page.locator('#name')]) {
        const direction = () => field.evaluate((element) => getComputedStyle(element).direction)
        expect(await direction()).toBe(empty)
        await field.fill('Hello')
        expect(await direction()).toBe('ltr')
        await field.fill('مرحبا')
        expect(await direction()).toBe('rtl')
      }
    }
  })

  test('a message begins where its words do, in a browser that gives list items a side, too', async () => {
    await post(suite.server.url, 'Hello')
    await post(suite.server.url, 'مرحبا')
    await using page = await openPage()
    for (const language of ['ar', 'en']) {
      await page.goto(`/?lang=${language}`)
      const sides = await page.evaluate(() => {
        // What `match-parent` comes to in Firefox.
        const sheet = new CSSStyleSheet()
        sheet.replaceSync('li:dir(ltr) { text-align: left } li:dir(rtl) { text-align: right }')
        document.adoptedStyleSheets = [sheet]
        return [...document.querySelectorAll('.message')].slice(0, 2).map((message) => {
          const range = document.createRange()
          range.selectNodeContents(message)
          const [words, box] = [range.getBoundingClientRect(), message.getBoundingClientRect()]
          return words.left - box.left < box.right - words.right ? 'left' : 'right'
        })
      })
      expect(sides).toEqual(['right', 'left'])
    }
  })

  test('speaks the language that is chosen, from then on', async () => {
    const { id } = await post(suite.server.url, 'to be found again')
    await using page = await openPage()
    await page.goto(`/?before=${id}`)
    await page.getByText('简体中文').click()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans')
    expect(page.url()).toContain(`before=${id}`)
    await page.goto('/')
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans')
  })
})
