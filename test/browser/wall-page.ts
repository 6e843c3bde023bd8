import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

/** A wall in a browser whose clock stands still until a test moves it. */
export class WallPage {
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WallPage> {
    const viewport = { width: 1280, height: 720 }
    const context = await browser.newContext({ viewport, locale: 'en', ...options })
    const page = await context.newPage()
    await page.clock.install()
    await page.clock.pauseAt(Date.now() + 1000)
    await page.goto(url)
    return new WallPage(page)
  }

  /** Lets time pass for the page, in seconds. */
  async pass(seconds: number): Promise<void> {
    await this.page.clock.runFor(seconds * 1000)
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
