import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import type { StoredSettings } from '../../server/settings/stored-settings.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'

export interface TabletSuite {
  readonly browser: Browser
  readonly app: TestApp
  readonly url: string
}

/** Starts a browser and a book for the suite. */
export function useTablets(environment: Readonly<Record<string, string>> = {}): TabletSuite {
  const suite = {} as { -readonly [key in keyof TabletSuite]: TabletSuite[key] }
  beforeAll(async () => {
    suite.app = await startApp(environment)
    suite.url = await suite.app.app.listen({ host: '127.0.0.1', port: 0 })
    suite.browser = await launchBrowser()
  })
  afterAll(async () => {
    await suite.browser?.close()
    await suite.app?.[Symbol.asyncDispose]()
  })
  return suite
}

const HOUR = 60 * 60 * 1000
const OPENED = Date.UTC(2026, 10, 26, 18)

/** A tablet that an owner has opened, at rest, whose clock only the test moves. Close its context: `await using page`. */
export async function openTablet(
  { browser, app, url }: TabletSuite,
  options: BrowserContextOptions = {},
): Promise<Page & AsyncDisposable> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: true, ...options })
  const page = await context.newPage()
  const hasScript = options.javaScriptEnabled !== false
  if (hasScript) await page.clock.install({ time: OPENED })
  await page.goto(`${url}/kiosk/open/${await app.book.tablets.invite('The door')}`)
  await page.locator('button').click()
  await page.waitForURL(/\/kiosk$/)
  if (hasScript) await hasStarted(page)
  if (hasScript) await page.clock.pauseAt(OPENED + HOUR)
  return Object.assign(page, { [Symbol.asyncDispose]: () => context.close() })
}

/** The script measures the page when it starts. */
async function hasStarted(page: Page): Promise<void> {
  await page.locator('html[style*="--view"]').waitFor({ state: 'attached' })
}

/** What the tablet shows: `rest`, `writing`, `unsent` or `thanks`. */
export function partOf(page: Page): Promise<string | null> {
  return page.locator('main').getAttribute('data-state')
}

export async function write(page: Page, message: string, name = ''): Promise<void> {
  await page.locator('.write').click()
  await page.locator('textarea').fill(message)
  await page.locator('input[name="name"]').fill(name)
}

/** The button that sends the form. */
export function submit(page: Page): Promise<void> {
  return page.locator('.writing .foot button').click()
}

export async function messagesIn({ book }: Pick<TestApp, 'book'>): Promise<string[]> {
  const { entries } = await book.page({ limit: 100, fromMaster: true })
  return entries.map(({ message }) => message)
}

/** The entry with this message. */
export async function entryOf({ app }: TabletSuite, message: string): Promise<Entry | undefined> {
  const { entries } = await app.book.page({ limit: 100, fromMaster: true })
  return entries.find((entry) => entry.message === message)
}

/** Opens the pad on which a visitor signs by hand. */
export async function openPad(page: Page): Promise<void> {
  await page.locator('.draw').click()
  await page.locator('.pad svg').waitFor()
}

/** Closes the pad and keeps what was drawn. */
export function closePad(page: Page): Promise<void> {
  return page.locator('.pad button').last().click()
}

/** Changes settings, and waits until they hold. */
export async function set({ app }: TabletSuite, settings: StoredSettings): Promise<void> {
  await app.feed.waitFor(await app.book.moderation.setSettings(settings, 'anna'), 5000)
}

/** Goes on until the tablet has fetched its page again. */
export async function untilFetched(page: Page): Promise<void> {
  const fetched = page.waitForResponse((response) => new URL(response.url()).pathname === '/kiosk')
  await page.clock.fastForward(31_000)
  await (await fetched).finished()
}
