import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { HEARTBEAT } from '../../server/live/frames.ts'
import { describeWith } from '../support/machine.ts'
import {
  expectSigned,
  messagesOf,
  openBook,
  post,
  postDraft,
  postMany,
  setHidden,
  shownOn,
  sign,
  useSuite,
} from './guestbook.ts'
import { Line } from './line.ts'

describeWith(['chromium'], 'following the book', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('new entries wait while the reader is further down, and nothing moves', async () => {
    await postMany(suite.server.url, 'to scroll past', 20)
    await using page = await openPage()
    await openBook(page, '/')
    const read = page.getByText('to scroll past 5', { exact: true })
    await read.scrollIntoViewIfNeeded()
    const place = await read.boundingBox()

    await postMany(suite.server.url, 'arrived meanwhile', 3)
    const button = page.locator('.arrivals button')
    await expect.poll(() => button.textContent()).toBe('3 new entries')
    expect(await read.boundingBox()).toEqual(place)
    expect((await shownOn(page))[0]).toBe('to scroll past 20')
    expect(await page.locator('[role=status]:has(button)').count()).toBe(0)

    await button.click()
    const newest = ['arrived meanwhile 3', 'arrived meanwhile 2', 'arrived meanwhile 1', 'to scroll past 20']
    expect((await shownOn(page)).slice(0, 4)).toEqual(newest)
    expect(await page.locator(':focus .message').textContent()).toBe('arrived meanwhile 3')
    expect(await button.count()).toBe(0)
    const { y = -1 } = (await page.locator(':focus').boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
  })

  test('a new entry at the top is announced to screen readers, and animated', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await postDraft(suite.server.url, { name: 'my name', message: '<b>not bold</b>' })
    await expect.poll(() => page.locator('.arrivals + [role=status]').textContent()).toBe('1 new entry')
    const item = page.locator('.entries > li').first()
    expect(await item.locator('.message').textContent()).toBe('<b>not bold</b>')
    expect(await item.getAttribute('class')).toBe('arrived')
    expect(await item.locator('time').textContent()).toBe('just now')
    const html = await item.evaluate((element) => {
      element.removeAttribute('class')
      return element.outerHTML
    })
    await openBook(page, '/')
    expect(await item.evaluate((element) => element.outerHTML)).toBe(html)
  })

  test('two thousand arrivals leave the page quick, the list short and screen readers in peace', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const region = document.querySelector('.arrivals + [role=status]') as Element
      new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true })
    })
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    const busy = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
    const [before, since] = [await busy(), performance.now()]
    for (let hundreds = 0; hundreds < 20; hundreds++) {
      await Promise.all(
        Array.from({ length: 100 }, (_, one) => post(suite.server.url, `arrival ${hundreds * 100 + one}`)),
      )
    }
    const total = await page.locator('.entries').getAttribute('data-total')
    expect(Number(total)).toBeGreaterThan(0)
    await post(suite.server.url, 'the last arrival')
    await expect.poll(async () => (await shownOn(page))[0]).toBe('the last arrival')
    const seconds = (performance.now() - since) / 1000
    console.log(`the main thread was busy for ${(await busy()) - before} s of ${seconds} s`)
    expect(await page.locator('.entries > li[id]').count()).toBeLessThanOrEqual(200)
    expect(await page.locator('a.older').count()).toBe(1)
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
    expect(said.length).toBeLessThanOrEqual(2 + seconds / 15)
  })

  test('a page of older entries shows no new ones, but counts them', async () => {
    await postMany(suite.server.url, 'counted', 2)
    await using page = await openPage()
    await openBook(page, '/')
    await page.goto(`/?entry=${await page.locator('.entries > li[id]').nth(1).getAttribute('id')}`)
    const [first] = await shownOn(page)
    const total = Number(await page.locator('.entries').getAttribute('data-total'))
    await post(suite.server.url, 'newer than this page')
    await expect.poll(() => page.locator('.entries').getAttribute('data-total')).toBe(`${total + 1}`)
    expect((await shownOn(page))[0]).toBe(first)
    await sign(page, 'signed from an older page')
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe('signed from an older page')
  })

  test('ten open tabs load, post, and see each other’s entries', async () => {
    await using context = await suite.browser.newContext({ baseURL: suite.server.url, locale: 'en' })
    const pages: Page[] = []
    for (let number = 1; number <= 10; number++) {
      const page = await context.newPage()
      await openBook(page, '/')
      pages.push(page)
    }
    await expect.poll(() => liveStreams(suite.server.metricsUrl)).toBeLessThan(6)
    for (const [index, page] of [pages[0], pages[9]].entries()) {
      await sign(page as Page, `from tab ${index}`)
      await expectSigned(page as Page)
    }
    for (const page of pages) await page.getByText('from tab 1').waitFor()
  })

  test('a hidden page closes its stream, and catches up when it is shown', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    const before = await shownOn(page)
    const streams = await liveStreams(suite.server.metricsUrl)
    expect(streams).toBeGreaterThan(0)
    await setHidden(page, true)
    await expect.poll(() => liveStreams(suite.server.metricsUrl)).toBe(streams - 1)
    await postMany(suite.server.url, 'while hidden', 3)
    await setHidden(page, false)
    const missed = ['while hidden 3', 'while hidden 2', 'while hidden 1']
    await expect.poll(() => shownOn(page)).toEqual([...missed, ...before])
  })

  test('a page that has missed too much loads the newest entries again', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.locator('#message').fill('half a thou')
    await setHidden(page, true)
    await Promise.all(Array.from({ length: 210 }, (_, number) => post(suite.server.url, `missed ${number}`)))
    await setHidden(page, false)
    await expect.poll(() => shownOn(page)).toEqual(await messagesOf(suite.server.url, 20))
    expect(await page.locator('#message').inputValue()).toBe('half a thou')
    await page.locator('a.older').click()
    await expect.poll(() => shownOn(page)).toEqual(await messagesOf(suite.server.url, 40))
    await post(suite.server.url, 'and on it goes')
    await page.locator('.arrivals button').click()
    expect((await shownOn(page))[0]).toBe('and on it goes')
  })

  test('a replacement of the whole list waits, too, while the reader is further down', async () => {
    await postMany(suite.server.url, 'not to be replaced', 20)
    await using page = await openPage()
    await page.clock.install()
    await page.route('**/api/live?*', (route) => route.fulfill({ status: 503 }))
    await openBook(page, '/')
    const read = page.getByText('not to be replaced 5', { exact: true })
    await read.scrollIntoViewIfNeeded()
    const place = await read.boundingBox()
    const before = await shownOn(page)

    const button = page.locator('.arrivals button')
    await postMany(suite.server.url, 'more than a page', 25)
    await page.clock.runFor(20_000)
    await expect.poll(() => button.textContent()).toBe('25 new entries')
    await post(suite.server.url, 'one more')
    await page.clock.runFor(20_000)
    await expect.poll(() => button.textContent()).toBe('26 new entries')
    expect(await read.boundingBox()).toEqual(place)
    expect(await shownOn(page)).toEqual(before)

    await button.click()
    expect(await shownOn(page)).toEqual(await messagesOf(suite.server.url, 20))
    expect(await page.locator(':focus .message').textContent()).toBe('one more')
    expect(await button.count()).toBe(0)
  })

  test('the visitor’s own entry stays when the list is replaced by an earlier state of the book', async () => {
    await postMany(suite.server.url, 'to be replaced', 20)
    await using page = await openPage()
    await openBook(page, '/')
    await page.locator('a.older').scrollIntoViewIfNeeded()
    await setHidden(page, true)
    await Promise.all(Array.from({ length: 210 }, (_, number) => post(suite.server.url, `out of sight ${number}`)))
    await setHidden(page, false)
    const button = page.locator('.arrivals button')
    await expect.poll(() => button.textContent()).toBe('210 new entries')
    await sign(page, 'signed meanwhile')
    await expectSigned(page)
    await button.click()
    expect(await shownOn(page)).toEqual(await messagesOf(suite.server.url, 21))
    await page.locator('a.older').click()
    await expect.poll(() => shownOn(page)).toEqual(await messagesOf(suite.server.url, 41))
  })

  test('a stream that has died silently is opened again', async () => {
    await using line = await Line.open(suite.server.port)
    await using page = await openPage()
    await page.clock.install()
    await openBook(page, line.url)
    await post(suite.server.url, 'while the line is good')
    await page.getByText('while the line is good').waitFor()
    line.swallowsAnswers = true
    await post(suite.server.url, 'while the line is dead')
    await expect.poll(() => line.swallowed).toBeGreaterThan(0)
    line.swallowsAnswers = false
    await page.clock.runFor(45_000)
    await page.getByText('while the line is dead').waitFor()
  })

  test('browsers pass heartbeats on to the page', async () => {
    await using page = await openPage()
    await page.route('/beat', (route) => route.fulfill({ contentType: 'text/event-stream', body: HEARTBEAT }))
    await page.goto('/')
    const isTold = await page.evaluate(
      () => new Promise((resolve) => new EventSource('/beat').addEventListener('beat', () => resolve(true))),
    )
    expect(isTold).toBe(true)
  })

  test('polls the page if there is no stream', async () => {
    await using page = await openPage()
    await page.clock.install()
    await page.route('**/api/live?*', (route) => route.fulfill({ status: 503 }))
    await openBook(page, '/')
    await post(suite.server.url, 'without a stream')
    await page.clock.runFor(20_000)
    await page.getByText('without a stream').waitFor()
    await page.unroute('**/api/live?*')
    await page.clock.runFor(60_000)
    await expect.poll(() => liveStreams(suite.server.metricsUrl)).toBe(1)
  })
})

async function liveStreams(metricsUrl: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text()
  return Number(/^guestbook_live_streams (\d+)$/m.exec(text)?.[1])
}
