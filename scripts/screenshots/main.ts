import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { launchBrowser } from '../../test/support/browser.ts'
import { startServer } from '../../test/support/server.ts'
import { photograph, photographPaper } from './camera.ts'
import { fillLake, LAKE, LAKE_IN_CHINESE } from './lake.ts'
import { fillWedding, hostRule, WEDDING } from './wedding.ts'

/**
 * `npm run screenshots`: takes the pictures in docs/ of invented books. The machine needs `pdftoppm` (on Debian: poppler-utils) and fonts
 * for all their languages (fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji), otherwise the pictures show boxes.
 */

const WIDE = { viewport: { width: 1080, height: 1280 }, deviceScaleFactor: 1.5, locale: 'en' }
const DESK = { viewport: { width: 1000, height: 760 }, deviceScaleFactor: 2, locale: 'en' }
const HAND = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, locale: 'en' }
const PHONE = { viewport: { width: 390, height: 1010 }, deviceScaleFactor: 2, isMobile: true, locale: 'zh-Hans' }
const PROJECTOR = { viewport: { width: 1280, height: 720 }, locale: 'en', colorScheme: 'dark' } as const
const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true, locale: 'en' }

await using lake = await mkdtempDisposable(join(tmpdir(), 'guestbook-screenshots-'))
await fillLake(lake.path)
await serve(lake.path, LAKE, async ({ browser, url }) => {
  await takeBook(browser, url, 'guestbook', { ...WIDE, colorScheme: 'light' })
  await takeBook(browser, url, 'guestbook-dark', { ...WIDE, colorScheme: 'dark' })
  await takeOwners(browser, url, 'owner', { ...DESK, colorScheme: 'light' })
  await takeOwners(browser, url, 'owner-phone', { ...HAND, colorScheme: 'dark' })
})
await serve(lake.path, LAKE_IN_CHINESE, async ({ browser, url }) => {
  await takeBook(browser, url, 'guestbook-phone', { ...PHONE, colorScheme: 'light' })
})

await using wedding = await mkdtempDisposable(join(tmpdir(), 'guestbook-screenshots-'))
await fillWedding(wedding.path)
await serve(wedding.path, WEDDING, async ({ browser }) => {
  await takeWall(browser, WEDDING.PUBLIC_URL)
  await takeTablet(browser, WEDDING.PUBLIC_URL)
  await takePaper(browser, WEDDING.PUBLIC_URL)
})

interface Served {
  readonly browser: Browser
  readonly url: string
}

async function serve(
  directory: string,
  environment: Record<string, string>,
  use: (served: Served) => Promise<void>,
): Promise<void> {
  await using server = await startServer({ ...environment, DATA_DIR: directory })
  await using browser = await launchBrowser({ args: [hostRule(server.port)] })
  await use({ browser, url: server.url })
}

async function takeBook(on: Browser, url: string, name: string, options: BrowserContextOptions): Promise<void> {
  await using page = await on.newPage({ reducedMotion: 'reduce', ...options })
  await page.goto(url)
  // The script has started, so times are relative.
  await page.locator('.arrivals').waitFor({ state: 'attached' })
  await photograph(page, name)
}

/** Takes a picture of what waits. */
async function takeOwners(on: Browser, url: string, name: string, options: BrowserContextOptions): Promise<void> {
  await using context = await on.newContext({ reducedMotion: 'reduce', ...options })
  await signIn(context, url, lake.path)
  const page = await context.newPage()
  await page.goto(`${url}/admin`)
  await photograph(page, name)
}

async function takeWall(on: Browser, url: string): Promise<void> {
  await using page = await on.newPage({ reducedMotion: 'reduce', ...PROJECTOR })
  await page.goto(`${url}/wall`)
  // The help, which the script shows at the start.
  await page.locator('.sleep').waitFor()
  await page.keyboard.press('?')
  await photograph(page, 'wall')
}

/** At rest, and while a guest writes. */
async function takeTablet(on: Browser, url: string): Promise<void> {
  const book = openSqliteBookAlongside({ directory: wedding.path })
  const key = await book.tablets.invite('The door')
  await book.close()
  await using page = await on.newPage({ reducedMotion: 'reduce', ...TABLET })
  await page.goto(`${url}/kiosk/open/${key}`)
  await page.locator('main button').click()
  // Set by the script when it starts.
  await page.locator('html[style*="--view"]').waitFor({ state: 'attached' })
  await photograph(page, 'tablet')
  await page.locator('.write').click()
  await page.locator('textarea').fill('May your tea always be hot and your arguments short.')
  await page.locator('input[name="name"]').fill('Aunt Agnes')
  await photograph(page, 'tablet-writing')
}

/** Cards for the tables, and a page of the printed book. */
async function takePaper(on: Browser, url: string): Promise<void> {
  await using context = await on.newContext(DESK)
  await signIn(context, url, wedding.path)
  const page = await context.newPage()
  await page.goto(`${url}/admin/cards?language=en&language=de&text=line`)
  await photographPaper(page, 'cards', { sheet: 1, resolution: 60 })
  await page.goto(`${url}/print`)
  await photographPaper(page, 'printed-page', { sheet: 2, resolution: 90 })
}

/** Signs in as an owner. */
async function signIn(context: BrowserContext, url: string, directory: string): Promise<void> {
  const book = openSqliteBookAlongside({ directory })
  const code = await book.owners.invite({ name: 'Anna', role: 'owner' })
  await book.close()
  await using page = await context.newPage()
  await page.goto(`${url}/admin/enter/${code}`)
  await page.locator('main button').click()
  await page.waitForURL('**/admin?welcome')
}
