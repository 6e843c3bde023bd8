import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { SHOWN_LINES } from '../../server/common/text/folding.ts'
import { describeWith } from '../support/machine.ts'
import { NASTY_TEXTS } from '../support/nasty-entries.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { openBook, post, useSuite } from './guestbook.ts'

type Words = readonly (readonly [name: string, message: string])[]

const NASTY = Object.entries(NASTY_TEXTS)
const AS_MESSAGES: Words = NASTY.map(([what, text]) => [what, text])
const AS_NAMES: Words = NASTY.map(([what, text]) => [text, what])
const LONG = 'The path along the lake was icy. '.repeat(29)

/** A server whose book was filled past the limits, as by an earlier version. */
async function startFilled(entries: Words): Promise<RunningServer> {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-nasty-'))
  const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
  for (const [name, message] of entries) await book.append({ name, message })
  await book.close()
  const server = await startServer({ DATA_DIR: directory.path, RATE_LIMIT: '0' })
  const dispose = server[Symbol.asyncDispose]
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      await dispose()
      await directory[Symbol.asyncDispose]()
    },
  })
}

/** How many of its lines the message of each entry shows, and how high name and time are below it, in CSS pixels. */
function heights(page: Page) {
  return page.locator('.entries > li').evaluateAll((items) =>
    items.map((item) => {
      const [message, by] = [item.querySelector('.message'), item.querySelector('.by')]
      if (!message || !by) throw new Error('expected a message and a name')
      const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(message)
      const [line = 0, ...paddings] = [lineHeight, paddingTop, paddingBottom].map(Number.parseFloat)
      const height = message.getBoundingClientRect().height - paddings.reduce((sum, padding) => sum + padding, 0)
      return { lines: height / line, by: by.getBoundingClientRect().height, whole: item.getBoundingClientRect().height }
    }),
  )
}

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

  test.each([true, false])('shows all of itself on request (script: %s)', async (javaScriptEnabled) => {
    await using server = await startFilled([
      ['Ada', LONG],
      ['Ben', `${'line\n'.repeat(SHOWN_LINES - 1)}line`],
      ['Cleo', 'short'],
    ])
    await using page = await suite.browser.newPage({ viewport: { width: 360, height: 900 }, javaScriptEnabled })
    await page.goto(server.url)
    // Where all is shown there is no control.
    expect(await page.getByText('Show all').filter({ visible: true }).count()).toBe(1)
    const [before] = (await heights(page)).slice(-1)
    expect(before?.lines).toBeCloseTo(SHOWN_LINES, 0)
    const control = page.locator('summary').filter({ visible: true })
    await control.focus()
    await page.keyboard.press('Enter')
    const message = page.locator('.message').last()
    await expect.poll(async () => (await heights(page)).at(-1)?.lines).toBeGreaterThan(SHOWN_LINES + 2)
    expect(await message.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0)
    expect(await page.getByText('Show less').filter({ visible: true }).count()).toBe(1)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await heights(page)).at(-1)?.lines).toBeLessThan(SHOWN_LINES + 0.1)
  })

  test('a control with nothing to unfold is not in the order of focus', async () => {
    await using server = await startFilled([
      ['Ada', LONG.slice(0, 400)],
      ['Ben', LONG],
    ])
    await using page = await suite.browser.newPage({ viewport: { width: 360, height: 900 } })
    await openBook(page, server.url)
    await expect
      .poll(() => page.locator('details').evaluateAll((all) => all.map((one) => (one as HTMLElement).hidden)))
      .toEqual([false, true])
    await page.setViewportSize({ width: 1400, height: 900 })
    await expect.poll(() => page.locator('details[hidden]').count()).toBe(2)
  })

  test('an entry that comes in live has its control, too', async () => {
    await using page = await suite.browser.newPage({ viewport: { width: 360, height: 900 } })
    await openBook(page, suite.server.url)
    const { id } = await post(suite.server.url, LONG)
    const item = page.locator(`[id="${id}"]`)
    await item.getByText('Show all').click()
    await expect.poll(() => item.getByText('Show less').isVisible()).toBe(true)
    const short = await post(suite.server.url, 'short')
    expect(await page.locator(`[id="${short.id}"] details`).count()).toBe(0)
  })

  test('what is found in the folded part is unfolded', async () => {
    await using server = await startFilled([['Ada', `${LONG} Zanzibar`]])
    await using page = await suite.browser.newPage({ viewport: { width: 360, height: 900 } })
    await openBook(page, server.url)
    await page.locator('.message').evaluate((message) => message.scrollTo({ top: message.scrollHeight }))
    await page.locator('details[open]').waitFor()
    expect(await page.locator('.message').evaluate(({ scrollTop }) => scrollTop)).toBe(0)
  })

  test('what a search selects in the folded part is unfolded, and in view', async () => {
    await using server = await startFilled([
      ['Ada', `${LONG} Zanzibar`],
      ['Ben', LONG],
    ])
    await using page = await suite.browser.newPage({ viewport: { width: 360, height: 600 } })
    await openBook(page, server.url)
    const select = (word: string) =>
      page.evaluate((text) => (window as unknown as { find(text: string): boolean }).find(text), word)
    expect(await select('The path')).toBe(true)
    expect(await page.locator('details[open]').count()).toBe(0)
    expect(await select('Zanzibar')).toBe(true)
    await page.locator('[id] details[open]').waitFor()
    expect(await page.locator('details[open]').count()).toBe(1)
    await expect
      .poll(() => page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().top))
      .toSatisfy((top: number) => top >= 0 && top < 600)
  })

  test('shows no line of the folded part beside the control in forced colours', async () => {
    await using server = await startFilled([['Ada', 'W'.repeat(1000)]])
    await using page = await suite.browser.newPage({
      viewport: { width: 360, height: 900 },
      javaScriptEnabled: false,
      forcedColors: 'active',
    })
    await page.goto(server.url)
    const control = page.locator('summary span').first()
    const before = await shots(control)
    await page.locator('.message').evaluate((message) => message.replaceChildren())
    // Its place, without the text behind it.
    await page.locator('.message').evaluate((message) => message.append('\n'.repeat(60)))
    expect(await shots(control)).toEqual(before)
  })

  test('on paper everything is shown', async () => {
    await using server = await startFilled([['Ada', LONG]])
    await using page = await suite.browser.newPage({ viewport: { width: 360, height: 900 } })
    await page.goto(server.url)
    await page.emulateMedia({ media: 'print' })
    expect((await heights(page))[0]?.lines).toBeGreaterThan(SHOWN_LINES + 2)
    expect(await page.locator('summary').isVisible()).toBe(false)
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

  /** What each of the elements looks like, with whatever others paint over it. */
  async function shots(elements: Locator): Promise<string[]> {
    const images: string[] = []
    for (const element of await elements.all()) images.push((await element.screenshot()).toString('base64'))
    return images
  }
})
