import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { DraftInput, Entry } from '../../server/common/entry.ts'
import { launchBrowser } from '../support/browser.ts'
import { type Environment, type RunningServer, startServer } from '../support/server.ts'

/** Shared by the tests of a suite; set before the first test. */
export interface Suite {
  readonly browser: Browser
  readonly server: RunningServer
}

/** Starts a browser and a server for the suite. The book is empty, and posts are not limited. What a test opens is closed when it ends. */
export function useSuite({ args = [], environment = {} }: { args?: string[]; environment?: Environment } = {}): Suite {
  const suite = {} as { -readonly [key in keyof Suite]: Suite[key] }
  beforeAll(async () => {
    suite.server = await startServer({ RATE_LIMIT: '0', HOLD_ABOVE: '0', SEED_MESSAGE: '', ...environment })
    suite.browser = await launchBrowser({ args })
  })
  let before: readonly BrowserContext[] = []
  beforeEach(() => {
    before = suite.browser.contexts()
  })
  // An open page goes on asking the server, and slows down all later tests.
  afterEach(async () => {
    const opened = suite.browser.contexts().filter((context) => !before.includes(context))
    await Promise.all(opened.map((context) => context.close()))
  })
  afterAll(async () => {
    await suite.browser?.close()
    await suite.server?.[Symbol.asyncDispose]()
  })
  return suite
}

/** Adds an entry through the API, as another visitor. */
export function post(url: string, message: string, name = '', key: string = crypto.randomUUID()): Promise<Entry> {
  return postDraft(url, { name, message }, key)
}

/** The same with all fields of an entry. */
export async function postDraft(url: string, draft: DraftInput, key: string = crypto.randomUUID()): Promise<Entry> {
  const response = await fetch(`${url}/api/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(draft),
  })
  if (response.status !== 201) throw new Error(`expected 201, got ${response.status}: ${await response.text()}`)
  return (await response.json()) as Entry
}

/** Adds entries one after the other: `<text> 1`, `<text> 2`, … */
export async function postMany(url: string, text: string, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) await post(url, `${text} ${number}`)
}

/** The newest messages of the book from the API, newest first. */
export async function messagesOf(url: string, limit = 100): Promise<string[]> {
  const response = await fetch(`${url}/api/entries?limit=${limit}`)
  const { entries } = (await response.json()) as { entries: Entry[] }
  return entries.map(({ message }) => message)
}

/** The messages that the page shows, from the top. */
export function shownOn(page: Page): Promise<string[]> {
  return page.locator('.entries > li .message').allTextContents()
}

/** The text of the form's status line. */
export function statusOf(page: Page): Promise<string | null> {
  return page.locator('.status').textContent()
}

/** Opens the book and waits until its script has started and shows relative times. */
export async function openBook(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('.arrivals').waitFor({ state: 'attached' })
}

/** Types a message and presses the button. */
export async function sign(page: Page, message: string, name = ''): Promise<void> {
  await page.locator('#message').fill(message)
  await page.locator('#name').fill(name)
  await page.locator('#sign button:not([type])').click()
}

/** Waits until the page says that the visitor's entry is in the book. */
export async function expectSigned(page: Page): Promise<void> {
  await expect.poll(() => statusOf(page)).toBe('Thank you! Your entry is in the book.')
}

/** Makes the page believe that it was hidden or shown: a headless browser shows every page. */
export function setHidden(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

/** Holds the page's posts back until the returned function is called. */
export async function holdPosts(page: Page): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/api/entries', async (route) => {
    await released
    await route.continue()
  })
  return release
}
