import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SHOWN_LINES } from '../../server/common/text/folding.ts'
import { describeWith } from '../support/machine.ts'
import { NASTY_TEXTS } from '../support/nasty-entries.ts'
import { runOwner } from '../support/run-command.ts'
import { heights, shots, startFilled, type Words } from './filled-book.ts'
import { useSuite } from './guestbook.ts'

const NASTY = Object.entries(NASTY_TEXTS)

const ITEMS = 'form.entries ol > li'

describeWith(['chromium'], 'an entry that may hold anything, on the owner’s pages', () => {
  const suite = useSuite()

  /** The owner's list of all entries of a book that was filled past the limits. */
  async function openList(entries: Words) {
    const server = await startFilled(entries)
    const { output } = await runOwner({ DATA_DIR: server.directory }, '--name', 'Anna')
    const page = await suite.browser.newPage({ viewport: { width: 360, height: 900 }, javaScriptEnabled: false })
    await page.goto(server.url + new URL(/https?:\S+/.exec(output)?.[0] ?? '').pathname)
    await page.locator('button.main').click()
    await page.goto(`${server.url}/admin/entries`)
    const close = async () => {
      await page.close()
      await server[Symbol.asyncDispose]()
    }
    return { page, [Symbol.asyncDispose]: close }
  }

  async function expectTame(page: Page): Promise<void> {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)
    for (const { lines, by } of await heights(page, ITEMS)) {
      // A tenth of a line, by which browsers may round.
      expect(lines).toBeLessThan(SHOWN_LINES + 0.1)
      expect(by).toBeLessThan(200)
    }
  }

  test('neither widens the page nor fills it, and unfolds', async () => {
    const words = NASTY.flatMap(
      ([what, text]): Words => [
        [what, text],
        [text, what],
      ],
    )
    await using list = await openList(words)
    const { page } = list
    expect(await page.locator(ITEMS).count()).toBe(words.length)
    await expectTame(page)
    const long = page.locator(ITEMS).filter({ has: page.locator('bdi', { hasText: /^lines$/ }) })
    const folded = (await long.boundingBox())?.height ?? 0
    await long.locator('summary').click()
    expect((await long.boundingBox())?.height).toBeGreaterThan(5 * folded)
  })

  test('paints nothing on the entries around it', async () => {
    const painters = NASTY.filter(([what]) => /marks|thai|tibetan/i.test(what))
    const plain = ['plain', 'A message as people write it.'] as const
    await using list = await openList(
      painters.flatMap(([what, text]): Words => [[what, text], plain, [text, what], plain]),
    )
    const { page } = list
    // The bar at the lower end lies over the entries.
    await page.locator('.bar').evaluate((bar) => bar.remove())
    const others = page.locator(`${ITEMS}:nth-child(odd)`)
    const painted = await shots(others)
    expect(painted).toHaveLength(2 * painters.length)
    await page.locator(`${ITEMS}:nth-child(even) > *`).evaluateAll((parts) => {
      for (const part of parts) (part as HTMLElement).style.visibility = 'hidden'
    })
    expect((await shots(others)).map((shot, index) => shot === painted[index])).toEqual(painted.map(() => true))
  })
})
