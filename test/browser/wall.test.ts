import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { describeWith } from '../support/machine.ts'
import { NASTY_TEXTS } from '../support/nasty-entries.ts'
import { audit } from './audit.ts'
import { WallPage } from './wall-page.ts'

describeWith(['chromium'], 'the wall', () => {
  let browser: Browser
  let guestbook: TestApp
  let port: number
  beforeAll(async () => {
    browser = await launchBrowser({ args: ['--host-resolver-rules=MAP guestbook.test 127.0.0.1'] })
  })
  afterAll(() => browser?.close())
  beforeEach(() => begin(0))
  afterEach(() => guestbook?.[Symbol.asyncDispose]())

  /** Starts a server with an empty book. */
  async function begin(at: number): Promise<void> {
    guestbook = await startApp()
    await guestbook.app.listen({ host: '127.0.0.1', port: at })
    port = (guestbook.app.addresses()[0] as AddressInfo).port
  }
  const url = () => `http://127.0.0.1:${port}/wall`
  const open = (options = {}) => WallPage.open(browser, url(), options)
  const set = async (settings: Record<string, string>) => {
    await guestbook.book.moderation.setSettings(settings, 'test')
    await expect.poll(() => guestbook.feed.state?.settings).toMatchObject(settings)
  }
  /** Adds entries, and waits until the server has them in memory. */
  const add = async (...messages: string[]): Promise<Entry[]> => {
    const added: Entry[] = []
    for (const message of messages) added.push((await guestbook.book.append({ name: 'Ada', message })).entry)
    await expect.poll(() => guestbook.feed.state?.entries[0]?.id).toBe(added.at(-1)?.id)
    return added
  }
  const mark = (id: string, kind: 'hide' | 'show' | 'pin') => guestbook.book.moderation.mark(id, { kind }, 'test')

  test('shows one entry after the other, each for eight seconds, and begins again', async () => {
    await set({ wallDelay: '0' })
    await add('one', 'two', 'three')
    await using wall = await open()
    await wall.knows(3)
    expect(await wall.shown()).toBe('three')
    await wall.pass(7)
    expect(await wall.shown()).toBe('three')
    await wall.shows('two')
    expect(await wall.turns(4, 8)).toEqual(['two', 'one', 'three', 'two'])
  })

  test('shows a new entry next once it has waited ten seconds, and that for eight', async () => {
    await using wall = await open()
    await wall.knows(0)
    await add('first')
    await wall.knows(1)
    await wall.pass(9)
    expect(await wall.shown()).toBeUndefined()
    await wall.shows('first')
    await add('second', 'third')
    await wall.knows(3)
    await wall.pass(9)
    expect(await wall.shown()).toBe('first')
    // It interrupts one that was seen before, but the next new one waits for it.
    await wall.shows('second')
    await wall.pass(7)
    expect(await wall.shown()).toBe('second')
    await wall.shows('third')
  })

  test('without a delay, shows a new entry within a second', async () => {
    await set({ wallDelay: '0' })
    await add('old')
    await using wall = await open()
    await wall.knows(1)
    await add('new')
    await wall.knows(2)
    await wall.shows('new', 0.02)
    const passed = await wall.page.evaluate(() => performance.now())
    expect(passed).toBeLessThan(5000)
  })

  test('what is hidden while it waits never shows; what is hidden on the wall vanishes at once', async () => {
    await set({ wallDelay: '10' })
    const [old] = await add('old')
    await using wall = await open()
    await wall.knows(1)
    await wall.shows('old', 1)
    const [spam] = await add('spam')
    await wall.knows(2)
    await wall.pass(5)
    await mark(spam?.id ?? '', 'hide')
    await wall.knows(1)
    expect(await wall.turns(10, 2)).toEqual(Array(10).fill('old'))
    await mark(old?.id ?? '', 'hide')
    await expect.poll(() => wall.shown()).toBeUndefined()
    expect(await wall.page.locator('.empty').isVisible()).toBe(true)
    await mark(old?.id ?? '', 'show')
    await wall.knows(1)
    await wall.shows('old')
  })

  test('an entry whose connection was lost while it waited is looked up before it shows', async () => {
    const [old] = await add('old')
    await using wall = await open()
    await wall.knows(1)
    await wall.shows('old', 1)
    const [spam] = await add('spam')
    await wall.knows(2)
    await wall.page.context().setOffline(true)
    await mark(spam?.id ?? '', 'hide')
    await wall.pass(15)
    expect(await wall.shown()).toBe('old')
    await wall.page.context().setOffline(false)
    await wall.knows(1)
    await wall.pass(30)
    expect(await wall.shown()).toBe(old?.message)
  })

  test('keys pause, go on, and lead back and forth', async () => {
    await set({ wallDelay: '0' })
    await add('one', 'two', 'three')
    await using wall = await open()
    const { keyboard } = wall.page
    await wall.knows(3)
    await keyboard.press('Space')
    expect(await wall.page.locator('.paused').textContent()).toBe('Paused')
    await wall.pass(60)
    expect(await wall.shown()).toBe('three')
    await keyboard.press('ArrowRight')
    await wall.shows('two')
    await wall.pass(60)
    await keyboard.press('ArrowLeft')
    await wall.shows('three')
    await keyboard.press('Space')
    expect(await wall.page.locator('.paused').textContent()).toBe('')
    await wall.pass(8.5)
    expect(await wall.shown()).not.toBe('three')
    expect(await wall.page.locator('aside').isVisible()).toBe(false)
    await keyboard.press('?')
    expect(await wall.page.locator('aside').isVisible()).toBe(true)
    await keyboard.press('?')
    expect(await wall.page.locator('aside').isVisible()).toBe(false)
  })

  test('goes on for hours without a server, and follows another book when one is back', async () => {
    await set({ wallDelay: '0' })
    await add('one', 'two')
    await using wall = await open()
    await wall.knows(2)
    await guestbook[Symbol.asyncDispose]()
    for (let hour = 0; hour < 3; hour++) await wall.page.clock.fastForward(60 * 60 * 1000)
    expect(new Set(await wall.turns(4, 8))).toEqual(new Set(['one', 'two']))
    await begin(port)
    // The new book is empty.
    await wall.shows(undefined, 1)
    await set({ wallDelay: '0' })
    await add('of the new book')
    await wall.shows('of the new book', 1)
    expect(await wall.page.locator('.count').textContent()).toMatch(/^1 entry/)
  })

  test('a title, a look and times that the owner changes hold without a reload', async () => {
    await add('one')
    await using wall = await open()
    await wall.knows(1)
    await wall.page.evaluate(() => Object.assign(window, { isSame: true }))
    await set({ title: 'Mira & Tom', accent: 'sea', wallSeconds: '30' })
    await expect
      .poll(async () => {
        await wall.pass(20)
        return wall.page.locator('h1').textContent()
      })
      .toBe('Mira & Tom')
    expect(await wall.page.locator('html').getAttribute('class')).toBe('accent-sea')
    const address = wall.page.locator('.address')
    await expect.poll(() => address.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(29, 92, 140)')
    expect(await wall.page.evaluate(() => 'isSame' in window)).toBe(true)
  })

  test('a page of a new release loads itself, once its files are there', async () => {
    await add('one')
    await using wall = await open()
    await wall.knows(1)
    await wall.page.evaluate(() => Object.assign(window, { isSame: true }))
    let missing = true
    await wall.page.route('**/assets/wall-script-new.js', (route) =>
      route.fulfill(missing ? { status: 404 } : { contentType: 'text/javascript', body: '' }),
    )
    await wall.page.route('**/wall', async (route) => {
      const response = await route.fetch()
      const body = await response.text()
      await route.fulfill({ response, body: body.replace(/wall-script-\w+\.js/, 'wall-script-new.js') })
    })
    const isSame = async () => {
      await wall.pass(61)
      return wall.page.evaluate(() => 'isSame' in window)
    }
    for (let minute = 0; minute < 3; minute++) expect(await isSame()).toBe(true)
    missing = false
    await expect.poll(isSame).toBe(false)
  })

  test('shows a long entry in parts, one after the other, with all its words', async () => {
    await set({ wallDelay: '0' })
    const message = Array.from({ length: 180 }, (_, index) => `w${index}`).join(' ')
    await add(message)
    await using wall = await open({ viewport: { width: 800, height: 450 }, reducedMotion: 'reduce' })
    await wall.knows(1)
    const parts: (string | undefined)[] = []
    const count = Number((await wall.page.locator('.part').textContent())?.split('/')[1])
    expect(count).toBeGreaterThan(1)
    for (let part = 1; part <= count; part++) {
      expect(await wall.page.locator('.part').textContent()).toBe(`${part}/${count}`)
      parts.push(await wall.shown())
      await wall.page.keyboard.press('ArrowRight')
    }
    expect(parts.join(' ')).toBe(message)
    expect(await wall.page.locator('.part').textContent()).toBe(`1/${count}`)
  })

  test('moves nothing where motion is not wanted', async () => {
    await set({ wallDelay: '0' })
    await add('one', 'two')
    await using wall = await open({ reducedMotion: 'reduce' })
    await wall.knows(2)
    await wall.page.keyboard.press('ArrowRight')
    expect(await wall.shown()).toBe('one')
    expect(await wall.page.locator('.wall.leaving').count()).toBe(0)
  })

  test.each([true, false])('no entry is drawn outside the wall, scripts %s', async (javaScriptEnabled) => {
    await set({ wallDelay: '0' })
    for (const message of Object.values(NASTY_TEXTS)) await guestbook.book.append({ name: message, message })
    await expect.poll(() => guestbook.feed.state?.total).toBe(Object.keys(NASTY_TEXTS).length)
    const page = await browser.newPage({ javaScriptEnabled, viewport: { width: 1024, height: 768 } })
    await page.goto(url())
    for (let turn = 0; turn < Object.keys(NASTY_TEXTS).length; turn++) {
      const [room, message, name] = await Promise.all(
        ['main', '.wall .message', '.wall bdi'].map((selector) => page.locator(selector).boundingBox()),
      )
      const { y = 0, height = 0 } = room ?? {}
      expect((message?.height ?? 0) + (name?.height ?? 0), `turn ${turn}`).toBeGreaterThan(20)
      if (javaScriptEnabled) expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThanOrEqual(y + height + 1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024)
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(768)
      if (javaScriptEnabled) await page.keyboard.press('ArrowRight')
      else {
        const next = await page.locator('noscript meta, meta[http-equiv=refresh]').first().getAttribute('content')
        await page.goto(new URL(next?.split('url=')[1] ?? '', url()).href)
      }
    }
    await page.close()
  })

  test('says on plain HTTP that the screen may fall asleep', async () => {
    await using wall = await WallPage.open(browser, `http://guestbook.test:${port}/wall`)
    await wall.page.locator('.sleep').waitFor()
    expect(await wall.page.locator('.sleep').textContent()).toContain('screen saver')
  })

  test.each(['en', 'zh-Hans', 'ar'])('has no problem of accessibility (%s)', async (language) => {
    await set({ wallDelay: '0' })
    await add('Hello', '你好', 'مرحبا')
    await using page = await browser.newPage({ reducedMotion: 'reduce' })
    await page.goto(`${url()}?lang=${language}`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await page.locator('aside').waitFor()
    expect(await audit(page)).toEqual([])
  })
})
