import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { startServer } from '../support/server.ts'
import {
  expectSigned,
  holdPosts,
  messagesOf,
  openBook,
  post,
  postMany,
  shownOn,
  sign,
  statusOf,
  useSuite,
} from './guestbook.ts'

const COUNTED = [
  ['a'.repeat(950), '50 characters left'],
  [`${'👍🏽'.repeat(999)} \n\n`, '1 character left'],
  ['e\u0301'.repeat(1000), '0 characters left'],
  ['a'.repeat(1001), '1 character too many'],
] as const

describeWith(['chromium'], 'signing with the script', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('adds the entry without leaving the page, and shows it once', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.evaluate(() => Object.assign(window, { stayed: true }))
    const before = await page.locator('.entries').getAttribute('data-total')
    await sign(page, 'Hello from the script', 'Ann')
    await expectSigned(page)
    expect(await page.locator('.status.thanks').count()).toBe(1)
    expect((await shownOn(page))[0]).toBe('Hello from the script')
    expect(await page.locator('#message').inputValue()).toBe('')
    // A later event on the same stream shows that the entry itself has come, too.
    await post(suite.server.url, 'a later one')
    await expect.poll(async () => (await shownOn(page))[0]).toBe('a later one')
    expect((await shownOn(page)).filter((message) => message === 'Hello from the script')).toHaveLength(1)
    expect(await page.locator('.entries').getAttribute('data-total')).toBe(`${Number(before) + 2}`)
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
    await page.locator('#message').fill('a'.repeat(950))
    await expect.poll(() => statusOf(page)).toBe('50 characters left')
    expect(await page.locator('.status.thanks').count()).toBe(0)
  })

  test('shows the entry as unconfirmed until the server has answered', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    const answer = await holdPosts(page)
    await sign(page, 'on its way', 'Ann')
    await expect.poll(() => page.locator('.unconfirmed').textContent()).toContain('not yet confirmed')
    expect((await shownOn(page))[0]).toBe('on its way')
    expect(await messagesOf(suite.server.url)).not.toContain('on its way')
    answer()
    await expectSigned(page)
    expect(await page.locator('.unconfirmed').count()).toBe(0)
    expect((await shownOn(page)).filter((message) => message === 'on its way')).toHaveLength(1)
  })

  test('shows no count above the first entry while it is unconfirmed', async () => {
    await using server = await startServer({ SEED_MESSAGE: '' })
    await using page = await openPage()
    await openBook(page, server.url)
    const answer = await holdPosts(page)
    await sign(page, 'the first of all')
    await page.locator('.unconfirmed').waitFor()
    expect((await page.locator('h2').boundingBox())?.height).toBe(0)
    answer()
    await expectSigned(page)
    await expect.poll(() => page.locator('h2').textContent()).toBe('1 entry')
    expect((await page.locator('h2').boundingBox())?.height).toBeGreaterThan(10)
  })

  test('scrolls to the entry although it came before its answer', async () => {
    await using page = await suite.browser.newPage({ locale: 'en', viewport: { width: 360, height: 400 } })
    await openBook(page, suite.server.url)
    const item = page.locator('.entries > li[id]', { hasText: 'came before its answer' })
    await page.route('**/api/entries', async (route) => {
      const response = await route.fetch()
      await item.waitFor()
      await route.fulfill({ response })
    })
    await sign(page, 'came before its answer')
    await expectSigned(page)
    await expect
      .poll(() => item.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight))
      .toBe(true)
  })

  test('shows the server’s reason above the field, in the reader’s language, and keeps the text', async () => {
    await using page = await openPage()
    await openBook(page, '/?lang=de')
    await page.evaluate(() => Object.assign(window, { stayed: true }))
    const message = 'lang '.repeat(250)
    await sign(page, message, 'Ben')
    await expect.poll(() => page.locator('#message-problem').textContent()).toContain('1.249 Zeichen')
    expect(await page.locator(':focus').getAttribute('id')).toBe('message')
    expect(await page.locator(':focus').getAttribute('aria-describedby')).toBe('message-problem')
    expect(await page.locator('#message-problem + #message').count()).toBe(1)
    expect(await page.locator('#message').inputValue()).toBe(message)
    expect(await page.locator('#name').inputValue()).toBe('Ben')
    await sign(page, 'kürzer')
    await expect.poll(async () => (await shownOn(page))[0]).toBe('kürzer')
    expect(await page.locator('.problem, [aria-invalid]').count()).toBe(0)
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true)
  })

  test('removes the reason as soon as the text changes', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await sign(page, '\u200b')
    await page.locator('#message-problem').waitFor()
    await page.locator('#message').press('a')
    expect(await page.locator('.problem, [aria-invalid], [aria-describedby]').count()).toBe(0)
  })

  test('stays in the page’s language when another tab has chosen another', async () => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, locale: 'en' })
    const [page, other] = [await context.newPage(), await context.newPage()]
    await postMany(suite.server.url, 'in two languages', 21)
    await openBook(page, '/?lang=de')
    await openBook(other, '/?lang=fr')
    await page.locator('a.older').click()
    await page.getByText('in two languages 1', { exact: true }).waitFor()
    await sign(page, '')
    await expect.poll(() => page.locator('#message-problem').textContent()).toContain('Schreib bitte')
    expect(await page.locator('.entries bdi').allTextContents()).not.toContain('Un visiteur')
    await openBook(other, '/')
    expect(await other.locator('html').getAttribute('lang')).toBe('fr')
  })

  test('says how long to wait after too many posts', async () => {
    await using server = await startServer({ RATE_LIMIT: '1' })
    await post(server.url, 'the only one in this minute')
    await using page = await openPage()
    await openBook(page, server.url)
    await sign(page, 'too soon')
    await expect
      .poll(() => page.locator('#sign > .problem').textContent())
      .toMatch(/Please wait (\d+ seconds?|1 minute)/)
    expect(await page.locator(':focus').getAttribute('id')).toBe('form-problem')
    expect(await page.locator('#message').inputValue()).toBe('too soon')
    expect(await messagesOf(server.url)).not.toContain('too soon')
  })

  test('sends a rejected entry once, and does not count it as added', async () => {
    await using server = await startServer({ RATE_LIMIT: '2' })
    await using page = await openPage()
    const posts: string[] = []
    page.on('response', (response) => {
      if (response.request().method() === 'POST') posts.push(`${new URL(response.url()).pathname} ${response.status()}`)
    })
    await openBook(page, server.url)
    await sign(page, '')
    await expect.poll(() => page.locator('#message-problem').textContent()).toBe('Please write a few words first.')
    for (const message of ['the first', 'the second']) {
      await sign(page, message)
      await expect.poll(async () => (await shownOn(page))[0]).toBe(message)
      await page.locator('.unconfirmed').waitFor({ state: 'detached' })
    }
    expect(posts).toEqual(['/api/entries 422', '/api/entries 201', '/api/entries 201'])
    await sign(page, 'one too many')
    await page.locator('#sign > #form-problem').waitFor()
    expect(posts.slice(3)).toEqual(['/api/entries 429'])
  })

  test('shows the reason above the name if the name is wrong', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await sign(page, 'A long name follows', 'n'.repeat(51))
    await expect.poll(() => page.locator('#name-problem').textContent()).toContain('51 characters')
    expect(await page.locator(':focus').getAttribute('id')).toBe('name')
    expect(await page.locator('#name-problem + #name').count()).toBe(1)
    expect(await page.locator('.unconfirmed').count()).toBe(0)
  })

  test('shows each reason above its own field if two are wrong, and leads to the first', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await sign(page, 'm'.repeat(1001), 'n'.repeat(51))
    await expect.poll(() => page.locator('#name-problem + #name').count()).toBe(1)
    expect(await page.locator('#message-problem').textContent()).toContain('1,001 characters')
    expect(await page.locator('#message-problem + #message').count()).toBe(1)
    expect(await page.locator(':focus').getAttribute('id')).toBe('message')
  })

  test('lets a proxy that rejects the entry show its own page', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.route('**/api/entries', (route) => route.fulfill({ status: 403, body: 'a proxy’s own words' }))
    await page.route('/', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, contentType: 'text/plain; charset=utf-8', body: 'a proxy’s own words' })
        : route.continue(),
    )
    await sign(page, 'refused on the way')
    await page.getByText('a proxy’s own words').waitFor()
  })

  test('counts like the server, and shows the count only if little room is left', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    for (const [message, said] of COUNTED) {
      await page.locator('#message').fill('a'.repeat(800))
      await expect.poll(() => statusOf(page)).toBe('')
      await page.locator('#message').fill(message)
      await expect.poll(() => statusOf(page)).toBe(said)
      const response = await fetch(`${suite.server.url}/api/entries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      })
      expect(response.status).toBe(said.endsWith('left') ? 201 : 422)
    }
  })
})
