import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../server/languages/en.ts'
import { describeWith } from '../support/machine.ts'
import { startServer } from '../support/server.ts'
import { expectSigned, messagesOf, openBook, post, shownOn, sign, statusOf, useSuite } from './guestbook.ts'
import { Line } from './line.ts'

describeWith(['chromium'], 'sending again', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ locale: 'en' })

  test('adds an entry once although the answer was lost', async () => {
    await using line = await Line.open(suite.server.port)
    await using page = await openPage()
    await openBook(page, line.url)
    await loseAnswer(page, line, 'the answer was lost')
    line.cut()
    await expectSigned(page)
    await expectOnce(page, suite.server.url, 'the answer was lost')
  })

  test('adds an entry once although the page was reloaded', async () => {
    await using line = await Line.open(suite.server.port)
    await using page = await openPage()
    await openBook(page, line.url)
    await loseAnswer(page, line, 'the page was reloaded')
    await page.reload()
    await expectSigned(page)
    await expectOnce(page, suite.server.url, 'the page was reloaded')
  })

  test('adds an entry once that was sent without a network', async () => {
    await using page = await openPage()
    await openBook(page, suite.server.url)
    await page.context().setOffline(true)
    await sign(page, 'written on a train', 'Emil')
    await expect.poll(() => statusOf(page)).toBe('You are offline. Your entry will be sent as soon as you are back.')
    expect(await page.locator('#message').inputValue()).toBe('written on a train')
    expect(await page.locator('.unconfirmed').count()).toBe(1)
    await page.context().setOffline(false)
    await expectSigned(page)
    await expectOnce(page, suite.server.url, 'written on a train')
  })

  test('gives up the delivery when the text is changed', async () => {
    await using page = await openPage()
    await openBook(page, suite.server.url)
    await page.context().setOffline(true)
    await sign(page, 'first words')
    await page.locator('.unconfirmed').waitFor()
    await page.locator('#message').fill('second thoughts')
    expect(await page.locator('.unconfirmed').count()).toBe(0)
    expect(await page.locator('#sign button').textContent()).toBe('Sign the book')
    await page.context().setOffline(false)
    await page.locator('#sign button').click()
    await expectSigned(page)
    await expectOnce(page, suite.server.url, 'second thoughts')
    expect(await messagesOf(suite.server.url)).not.toContain('first words')
  })

  test('adds an entry once that was sent while the server was down', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestbook-retry-'))
    const environment = { DATA_DIR: folder, SEED_MESSAGE: '' }
    const first = await startServer(environment)
    try {
      await using page = await openPage()
      await openBook(page, first.url)
      first.signal('SIGKILL')
      await first.ended
      await sign(page, 'nobody was at home', 'Fritz')
      await expect.poll(() => statusOf(page)).toBe(en.script.notSent)
      expect(await page.locator('#sign button').textContent()).toBe('Try again')
      await using second = await startServer({ ...environment, PORT: `${first.port}` })
      await page.locator('#sign button').click()
      await expectSigned(page)
      await expectOnce(page, second.url, 'nobody was at home')
      expect(await page.locator('#sign button').textContent()).toBe('Sign the book')
    } finally {
      await first[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    }
  })

  test('waits as long as the server asks', async () => {
    await using page = await openPage()
    await openBook(page, suite.server.url)
    const keys: (string | undefined)[] = []
    await page.clock.install()
    await page.route('**/api/entries', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 1) await route.continue()
      else await route.fulfill({ status: 503, headers: { 'retry-after': '60' } })
    })
    await sign(page, 'in a minute')
    await expect.poll(() => page.locator('#sign button').textContent()).toBe('Try again')
    await page.clock.runFor(59_000)
    expect(keys).toHaveLength(1)
    await page.clock.runFor(20_000)
    await expectSigned(page)
    expect(keys).toEqual([keys[0], keys[0]])
    await expectOnce(page, suite.server.url, 'in a minute')
  })

  test('keeps saying that an entry was not sent, instead of alternating with the lost connection', async () => {
    await using page = await openPage()
    await page.clock.install()
    await page.route('**/api/**', (route) => route.abort())
    await openBook(page, suite.server.url)
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const line = document.querySelector('.status') as HTMLElement
      new MutationObserver(() => said.push(line.innerText)).observe(line, { childList: true })
    })
    let asked = 0
    await page.route(`${suite.server.url}/`, (route) => {
      asked += 1
      return route.abort()
    })
    await sign(page, 'not heard')
    await expect.poll(() => statusOf(page)).toBe(en.script.notSent)
    for (const times of [1, 2]) {
      await page.clock.runFor(20_000)
      await expect.poll(() => asked).toBeGreaterThanOrEqual(times)
    }
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
    expect(said).not.toContain(en.script.disconnected)

    await page.locator('#message').fill('other words')
    await page.clock.runFor(20_000)
    await expect.poll(() => statusOf(page)).toBe(en.script.disconnected)
  })

  test.each(['before', 'after'])('asks at once for an answer that was lost %s the entry has come', async (when) => {
    await using page = await openPage()
    await openBook(page, suite.server.url)
    const message = `seen ${when} the answer`
    const item = page.locator('.entries > li[id]', { hasText: message })
    const keys: (string | undefined)[] = []
    await page.route('**/api/entries', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 1) return route.continue()
      if (when === 'after') {
        await route.fetch()
        await item.waitFor()
      }
      await route.fulfill({ status: 503, headers: { 'retry-after': '60' } })
    })
    await sign(page, message)
    if (when === 'before') {
      await expect.poll(() => page.locator('#sign button').textContent()).toBe('Try again')
      await post(suite.server.url, message, '', keys[0])
    }
    await expectSigned(page)
    expect(keys).toEqual([keys[0], keys[0]])
    expect(await page.locator('#message').inputValue()).toBe('')
    await expectOnce(page, suite.server.url, message)
  })

  /** Signs, and returns when the entry is in the book, but the page does not know it. */
  async function loseAnswer(page: Page, line: Line, message: string): Promise<void> {
    line.swallowsAnswers = true
    await sign(page, message)
    await expect.poll(() => messagesOf(suite.server.url)).toContain(message)
    expect(await page.locator('.unconfirmed').count()).toBe(1)
    line.swallowsAnswers = false
  }
})

async function expectOnce(page: Page, url: string, message: string): Promise<void> {
  expect((await messagesOf(url)).filter((other) => other === message)).toHaveLength(1)
  expect((await shownOn(page)).filter((other) => other === message)).toHaveLength(1)
}
