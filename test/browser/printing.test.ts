import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SIGNATURE } from '../support/entry.ts'
import { describeWith } from '../support/machine.ts'
import { runOwner } from '../support/run-command.ts'
import { audit } from './audit.ts'
import { postDraft, useSuite } from './guestbook.ts'

/** In points, as PDF has them. */
const A5 = [420, 595]
const A4 = [595, 842]
const LETTER = [612, 792]

describeWith(['chromium'], 'on paper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-paper-'))
  const suite = useSuite({ environment: { DATA_DIR: folder, BOOK_TITLE: 'The house by the lake' } })
  const messages = Array.from({ length: 60 }, (_, index) => {
    const lines = Array.from({ length: 1 + ((index * 7) % 12) }, (_, line) => `line ${line} of entry ${index}`)
    return `begins ${index}.\n${lines.join('\n')}\nends ${index}.`
  })
  let context: BrowserContext
  beforeAll(async () => {
    for (const message of messages) await postDraft(suite.server.url, { name: 'Ada', message })
    const { output } = await runOwner({ DATA_DIR: folder }, '--name', 'Anna')
    context = await suite.browser.newContext({ locale: 'en' })
    const page = await context.newPage()
    await page.goto(suite.server.url + new URL(/https?:\S+/.exec(output)?.[0] ?? '').pathname)
    await page.locator('button.main').click()
    await page.waitForURL('**/admin?welcome')
    await page.close()
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function open(path: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(suite.server.url + path)
    return page
  }

  /** Each page's text, with single spaces, and its size. */
  async function print(page: Page): Promise<{ texts: string[]; sizes: number[][] }> {
    const document = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })))
    const { text } = await extractText(document)
    const sizes = await Promise.all(
      text.map(async (_, index) => (await document.getPage(index + 1)).view.slice(2).map(Math.round)),
    )
    await document.cleanup()
    return { texts: text.map((part) => part.replace(/\s+/g, ' ').trim()), sizes }
  }

  test('the book has a cover and numbered pages of A5, all entries in order, and none broken over two pages', async () => {
    const page = await open('/print')
    const { texts, sizes } = await print(page)
    expect(sizes).toEqual(texts.map(() => A5))
    expect(texts[0]).toMatch(/^The house by the lake /)
    expect(texts[0]).not.toContain('begins')
    expect(texts.length).toBeGreaterThan(5)
    for (const [index, text] of texts.entries()) if (index > 0) expect(text).toMatch(new RegExp(`^${index + 1} `))
    const whole = texts.join(' ')
    expect(whole.match(/begins \d+/g)).toEqual(messages.map((_, index) => `begins ${index}`))
    expect(whole).toContain('60 entries')
    for (const index of messages.keys()) {
      const first = texts.findIndex((text) => text.includes(`begins ${index}.`))
      expect([index, texts.findIndex((text) => text.includes(`ends ${index}.`))]).toEqual([index, first])
    }
    // Only the book is printed.
    expect(whole).not.toMatch(/Written from|browser/)
  })

  test('an entry longer than a page goes on on the next one, and nothing of it is lost', async () => {
    const lines = Array.from({ length: 190 }, (_, index) => `l${index}`)
    await postDraft(suite.server.url, { name: '', message: lines.join('\n') })
    const { texts } = await print(await open('/print'))
    expect(texts.join(' ').match(/\bl\d+\b/g)).toEqual(lines)
  })

  test.each([
    ['a4', A4],
    ['letter', LETTER],
  ])('the cards fill one sheet of %s', async (paper, size) => {
    const page = await open(`/admin/cards?language=en&language=ja&language=ar&paper=${paper}`)
    const boxes = await page
      .locator('.card')
      .evaluateAll((cards) => cards.map((card) => card.scrollHeight <= card.clientHeight + 1))
    expect(boxes).toEqual([true, true, true, true])
    const { texts, sizes } = await print(page)
    expect(sizes).toEqual([size])
    expect(texts[0]?.match(/Sign our guestbook/g)).toHaveLength(4)
    expect(texts[0]?.split(new URL(suite.server.url).host)).toHaveLength(5)
    expect(texts[0]).not.toContain('PUBLIC_URL')
  })

  test('a signature drawn by hand is printed above the name, as large as a hand writes', async () => {
    await postDraft(suite.server.url, { name: 'Ingrid', message: 'by hand', signature: SIGNATURE })
    const page = await open('/print')
    await page.emulateMedia({ media: 'print' })
    const article = page.locator('article', { hasText: 'by hand' })
    const ink = (await article.locator('svg').boundingBox()) ?? { y: 0, width: 0, height: 0 }
    const name = (await article.locator('.by').boundingBox()) ?? { y: 0 }
    const millimetre = 96 / 25.4
    expect([ink.width, ink.height].map((length) => Math.round(length / millimetre))).toEqual([30, 12])
    expect(ink.y + ink.height).toBeLessThanOrEqual(name.y)
    await page.close()
  })

  test.each(['/print', '/admin/cards'])(
    '%s has a button that prints, and no problem of accessibility',
    async (path) => {
      const page = await open(path)
      const printed = page.evaluate(() => new Promise((resolve) => window.addEventListener('beforeprint', resolve)))
      await page.getByRole('button', { name: 'Print' }).click()
      await printed
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await audit(page)).toEqual([])
      if (path === '/print') {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      }
    },
  )

  test('without a script the page says how to print', async () => {
    const page = await suite.browser.newPage({ javaScriptEnabled: false, locale: 'en' })
    await page.context().addCookies(await context.cookies())
    await page.goto(`${suite.server.url}/print?from=2000-01-01`)
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
    expect(await page.locator('.how').textContent()).toContain('your browser’s own command')
    expect(await page.locator('.incomplete').isVisible()).toBe(false)
    await page.close()
  })
})
