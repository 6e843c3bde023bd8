import { expect, test } from 'vitest'
import { SHOWN_LINES } from '../../server/common/text/folding.ts'
import { describeWith } from '../support/machine.ts'
import { heights, LONG, shots, startFilled } from './filled-book.ts'
import { openBook, post, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'an entry that is folded', () => {
  const suite = useSuite()

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
})
