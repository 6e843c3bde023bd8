import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SIGNATURE } from '../support/entry.ts'
import { describeWith } from '../support/machine.ts'
import { WallSuite } from './wall-page.ts'

describeWith(['chromium'], 'the wall shows a signature drawn by hand', () => {
  const suite = new WallSuite()
  const add = async (draft: { name?: string; message: string; extra?: string; signature?: string }) => {
    await suite.set({ wallDelay: '0' })
    const { entry, position } = await suite.guestbook.book.append(draft)
    await suite.guestbook.feed.waitFor(position, 5000)
    return entry
  }
  const SIGNED = { name: 'Ada', message: 'drawn', extra: 'Oslo', signature: SIGNATURE }

  /** The size of the drawing, in parts of the height of a line of the name. */
  const sizeOf = (page: Page) =>
    page.locator('.wall .by').evaluate((by) => {
      const { width = 0, height = 0 } = by.querySelector('svg')?.getBoundingClientRect() ?? {}
      const line = Number.parseFloat(getComputedStyle(by).fontSize)
      return { width: width / line, height: height / line }
    })

  test.each([
    [1280, 720],
    [1920, 1080],
    [800, 600],
  ])('and the answer beside the name, on %i × %i', async (width, height) => {
    await add(SIGNED)
    await using wall = await suite.open({ viewport: { width, height } })
    await wall.shows('drawn')
    const { page } = wall
    const size = await sizeOf(page)
    expect([size.width > 4 && size.width < 8, size.height > 1.5 && size.height < 3]).toEqual([true, true])
    expect(await page.locator('.wall .by bdi').allTextContents()).toEqual(['Ada', 'Oslo'])
    expect(await page.locator('.wall .by path').getAttribute('d')).toMatch(/^M20 120C/)
  })

  test('wholly, however long the name and the answer are', async () => {
    await add({ ...SIGNED, name: 'n'.repeat(50), extra: 'w'.repeat(50) })
    await using wall = await suite.open({ viewport: { width: 800, height: 600 } })
    await wall.shows('drawn')
    const { x = -1, y = -1, width = 0, height = 0 } = (await wall.page.locator('.wall .by svg').boundingBox()) ?? {}
    expect([x > 0, y > 0, x + width <= 800, y + height <= 600]).toEqual([true, true, true, true])
  })

  test('until its entry is hidden', async () => {
    const { id } = await add(SIGNED)
    await using wall = await suite.open()
    await wall.shows('drawn')
    await suite.guestbook.book.moderation.mark(id, { kind: 'hide' }, 'test')
    await wall.shows(undefined)
    expect(await wall.page.locator('.wall svg').count()).toBe(0)
  })

  test('without scripts too', async () => {
    await add(SIGNED)
    const context = await suite.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const loaded = page.waitForResponse((response) => response.url().endsWith('/signature.svg'))
    await page.goto(suite.url)
    expect((await loaded).status()).toBe(200)
    expect((await page.locator('.wall .by svg').boundingBox())?.width).toBeGreaterThan(50)
    await context.close()
  })
})
