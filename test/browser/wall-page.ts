import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'

/** A browser for all tests of a suite, and for each test a server with an empty book. */
export class WallSuite {
  browser!: Browser
  guestbook!: TestApp
  port = 0

  constructor() {
    beforeAll(async () => {
      this.browser = await launchBrowser({ args: ['--host-resolver-rules=MAP guestbook.test 127.0.0.1'] })
    })
    afterAll(() => this.browser?.close())
    beforeEach(() => this.begin(0))
    afterEach(() => this.guestbook?.[Symbol.asyncDispose]())
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/wall`
  }

  /** Starts a server with an empty book. */
  async begin(port: number): Promise<void> {
    this.guestbook = await startApp()
    await this.guestbook.app.listen({ host: '127.0.0.1', port })
    this.port = (this.guestbook.app.addresses()[0] as AddressInfo).port
  }

  open(options: BrowserContextOptions = {}): Promise<WallPage> {
    return WallPage.open(this.browser, this.url, options)
  }

  /** Changes settings, and waits until they hold. */
  async set(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.guestbook.book.moderation.setSettings(settings, 'test')
    await expect.poll(() => this.guestbook.feed.state?.settings).toMatchObject(settings)
  }

  /** Adds entries, and waits until the server has them in memory. */
  async add(...messages: string[]): Promise<Entry[]> {
    const added: Entry[] = []
    for (const message of messages) added.push((await this.guestbook.book.append({ name: 'Ada', message })).entry)
    await expect.poll(() => this.guestbook.feed.state?.entries[0]?.id).toBe(added.at(-1)?.id)
    return added
  }
}

/** A wall in a browser whose clock stands still until a test moves it. */
export class WallPage {
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  /** Resolves once the script has read the book. */
  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WallPage> {
    const viewport = { width: 1280, height: 720 }
    const context = await browser.newContext({ viewport, locale: 'en', ...options })
    const page = await context.newPage()
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 1000)
    let isFollowing = false
    page.on('request', (request) => {
      isFollowing ||= request.url().includes('/api/live')
    })
    await page.goto(url)
    const wall = new WallPage(page)
    // The page comes with an entry and their number, before its script has read the book.
    await expect
      .poll(async () => {
        await wall.pass(0.02)
        return isFollowing
      })
      .toBe(true)
    return wall
  }

  /** Lets time pass for the page, in seconds. */
  async pass(seconds: number): Promise<void> {
    await this.page.clock.runFor(seconds * 1000)
  }

  /** What the page's clock shows, in seconds. */
  async now(): Promise<number> {
    return (await this.page.evaluate(() => performance.now())) / 1000
  }

  /** The message on the wall; undefined if there is none. */
  async shown(): Promise<string | undefined> {
    return (await this.page.locator('.wall .message').allTextContents())[0]
  }

  /** Waits until the script has heard of so many entries. Hardly any time passes for the page. */
  async knows(total: number): Promise<void> {
    await expect
      .poll(async () => {
        await this.pass(0.02)
        return Number.parseInt((await this.page.locator('.count').textContent()) || '0', 10)
      })
      .toBe(total)
  }

  /** Waits until the wall shows a message, while time passes for the page: `step` seconds at each look. */
  async shows(message: string | undefined, step = 0.05): Promise<void> {
    await expect
      .poll(async () => {
        await this.pass(step)
        return this.shown()
      })
      .toBe(message)
  }

  /** What is shown one after the other, in so many turns of `seconds`. */
  async turns(count: number, seconds: number): Promise<(string | undefined)[]> {
    const all: (string | undefined)[] = []
    for (let turn = 0; turn < count; turn++) {
      all.push(await this.shown())
      await this.pass(seconds)
    }
    return all
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close()
  }
}
