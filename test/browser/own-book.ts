import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'

/** A book in this process, so that tests can decide what becomes of entries, and its visitors. */
export interface OwnBook {
  /** Set before the first test, as is the address. */
  readonly guestbook: TestApp
  readonly url: string
  /** Resolves once the pages know it. */
  setGate(state: 'open' | 'hold' | 'closed'): Promise<void>
  /** A page of a visitor of their own, closed after the test. */
  newPage(options?: Parameters<Browser['newContext']>[0]): Promise<Page>
  /** What the API gives to everyone, newest first. */
  publicMessages(): Promise<string[]>
}

/** Opens a book and a browser for the suite. The gate is open when a test begins. */
export function useOwnBook(): OwnBook {
  const own = {} as { guestbook: TestApp; url: string }
  let browser: Browser
  beforeAll(async () => {
    own.guestbook = await startApp()
    own.url = await own.guestbook.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await own.guestbook?.[Symbol.asyncDispose]()
  })

  const contexts: BrowserContext[] = []
  const setGate: OwnBook['setGate'] = async (state) => {
    const position = await own.guestbook.book.moderation.setGate({ state }, 'test')
    await own.guestbook.feed.waitFor(position, 5000)
  }
  beforeEach(() => setGate('open'))
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })

  return Object.assign(own, {
    setGate,
    newPage: async (options: Parameters<Browser['newContext']>[0] = {}) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      return context.newPage()
    },
    publicMessages: async () => {
      const response = await fetch(`${own.url}/api/entries?limit=100`)
      const { entries } = (await response.json()) as { entries: { message: string }[] }
      return entries.map(({ message }) => message)
    },
  })
}

/** What the page shows as waiting. */
export function waitingOn(page: Page): Promise<string[]> {
  return page.locator('ul.held > li .message').allTextContents()
}
