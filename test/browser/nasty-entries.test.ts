import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SHOWN_LINES } from '../../server/common/text/folding.ts'
import { describeWith } from '../support/machine.ts'
import { NASTY_TEXTS } from '../support/nasty-entries.ts'
import type { RunningServer } from '../support/server.ts'
import { heights, shots, startFilled, type Words } from './filled-book.ts'
import { openBook, useSuite } from './guestbook.ts'

const NASTY = Object.entries(NASTY_TEXTS)
const AS_MESSAGES: Words = NASTY.map(([what, text]) => [what, text])
const AS_NAMES: Words = NASTY.map(([what, text]) => [text, what])

async function expectTame(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)
  for (const { lines, by, whole } of await heights(page)) {
    // A tenth of a line, by which browsers may round.
    expect(lines).toBeLessThan(SHOWN_LINES + 0.1)
    expect(by).toBeLessThan(200)
    expect(whole).toBeLessThan(1100)
  }
}

/** Turns the pages to the oldest entry, each of which must be tame: large entries end a page early. @returns the ids of all entries. */
async function tameEntries(page: Page): Promise<string[]> {
  const ids = new Set<string>()
  for (;;) {
    await expectTame(page)
    const shown = await page.locator('.entries > li[id]').evaluateAll((items) => items.map(({ id }) => id))
    for (const id of shown) ids.add(id)
    const [older] = await page.locator('a.older').all()
    if (!older) return [...ids]
    // The script would add them to this page, under its address.
    await page.goto(await older.evaluate((link) => (link as HTMLAnchorElement).href))
  }
}

describeWith(['chromium'], 'an entry that may hold anything', () => {
  const suite = useSuite()
  let messages: RunningServer
  let names: RunningServer
  beforeAll(async () => {
    ;[messages, names] = await Promise.all([startFilled(AS_MESSAGES), startFilled(AS_NAMES)])
  })
  afterAll(async () => {
    await messages?.[Symbol.asyncDispose]()
    await names?.[Symbol.asyncDispose]()
  })

  describe.each([360, 1200])('at %d pixels', (width) => {
    const viewport = { width, height: 900 }

    test.each([true, false])('neither widens the page nor fills it (script: %s)', async (javaScriptEnabled) => {
      for (const { url } of [messages, names]) {
        await using page = await suite.browser.newPage({ viewport, javaScriptEnabled })
        await page.goto(url)
        expect(await tameEntries(page)).toHaveLength(NASTY.length)
      }
    })

    test('paints nothing on the entries around it, or on the form', async () => {
      const plain = ['plain', 'A message as people write it.'] as const
      const painters = NASTY.filter(([what]) => /marks|thai|tibetan|devanagari|khmer/i.test(what))
      expect(painters).toHaveLength(9)
      for (const asEntry of [([what, text]) => [what, text], ([what, text]) => [text, what]] as ((
        painter: readonly [string, string],
      ) => readonly [string, string])[]) {
        await using server = await startFilled(painters.flatMap((painter) => [asEntry(painter), plain]).slice(0, 20))
        await using page = await suite.browser.newPage({ viewport, javaScriptEnabled: false })
        await page.goto(server.url)
        const others = page.locator('#sign, h2, .entries > li:nth-child(odd)')
        const painted = await shots(others)
        expect(painted).toHaveLength(11)
        await page.locator('.entries > li:nth-child(even)').evaluateAll((items) => {
          for (const item of items)
            for (const child of item.children) (child as HTMLElement).style.visibility = 'hidden'
        })
        expect((await shots(others)).map((shot, index) => shot === painted[index])).toEqual(painted.map(() => true))
      }
    })

    test('is as tame where the script inserts it', async () => {
      await using page = await suite.browser.newPage({ viewport })
      await openBook(page, suite.server.url)
      const script = page.locator('.entries > li')
      for (const [name, text] of [...AS_MESSAGES, ...AS_NAMES]) {
        // The blank item, filled as the script fills it: what is posted no longer holds such texts.
        await page.evaluate(
          ([by, message]) => {
            const template = document.createElement('template')
            template.innerHTML = document.querySelector<HTMLElement>('.entries')?.dataset.item ?? ''
            const item = template.content.querySelector('li')?.cloneNode(true) as HTMLLIElement
            item.id = crypto.randomUUID()
            for (const [selector, words] of [
              ['bdi', by],
              ['.message', message],
            ] as const) {
              const element = item.querySelector(selector)
              if (element) element.textContent = words
            }
            document.querySelector('.entries')?.prepend(item)
          },
          [name, text] as const,
        )
      }
      expect(await script.count()).toBeGreaterThanOrEqual(2 * NASTY.length)
      await expectTame(page)
    })
  })

  test('a paste of 20,000 characters stays whole in the field, and is told to be too long', async () => {
    for (const [javaScriptEnabled, character] of [
      [true, 'x'],
      [true, '好'],
      [false, '好'],
      [false, '😀'],
    ] as const) {
      await using page = await suite.browser.newPage({ javaScriptEnabled, locale: 'en' })
      await page.goto(suite.server.url)
      const text = character.repeat(20_000)
      await page.locator('#message').evaluate((field, pasted) => {
        ;(field as HTMLTextAreaElement).focus()
        document.execCommand('insertText', false, pasted)
      }, text)
      expect((await page.locator('#message').inputValue()).length).toBe(text.length)
      await page.locator('#sign button').click()
      await expect.poll(() => page.locator('#message-problem').textContent()).toMatch(/too long/)
      expect(await page.locator('#message').inputValue()).toBe(text)
    }
  })
})
