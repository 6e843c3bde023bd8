import { expect, test } from 'vitest'
import { checkSignature } from '../../server/common/signature/strokes.ts'
import { SIGNATURE } from '../support/entry.ts'
import { describeWith } from '../support/machine.ts'
import { audit } from './audit.ts'
import { draw, drawn, hasStrokes, LINE, WAVE } from './hand.ts'
import {
  closePad,
  entryOf,
  openPad,
  openTablet,
  partOf,
  set,
  submit,
  untilFetched,
  useTablets,
  write,
} from './tablet.ts'

const MINUTE = 60_000

describeWith(['chromium'], 'signing by hand on a shared tablet', () => {
  const suite = useTablets({ DEFAULT_LANGUAGE: 'en' })

  test('puts the drawing into the book, and leaves none of it for the next visitor', async () => {
    await using page = await openTablet(suite)
    await write(page, 'by hand', 'Ingrid')
    await openPad(page)
    await draw(page, WAVE, 80)
    await draw(page, LINE)
    const signature = await drawn(page)
    expect(checkSignature(signature)).toBe(signature)
    await closePad(page)
    await page.locator('.pad').waitFor({ state: 'hidden' })
    await page.locator('.draw svg path').waitFor()
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await entryOf(suite, 'by hand')).toMatchObject({ name: 'Ingrid', signature })
    await page.locator('.thanks').click()
    await page.locator('.write').click()
    expect(await page.locator('.draw svg').count()).toBe(0)
    expect(await drawn(page)).toBe('')
    await openPad(page)
    expect(await page.locator('.pad path').getAttribute('d')).toBe('')
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  })

  test('is cleared after two minutes, though nothing was typed', async () => {
    await using page = await openTablet(suite)
    await page.locator('.write').click()
    await openPad(page)
    await draw(page, WAVE)
    await page.clock.fastForward(100_000)
    expect(await page.locator('.still').isVisible()).toBe(false)
    await page.clock.fastForward(25_000)
    await page.locator('.still').waitFor()
    // The question lies above the pad.
    expect(await page.evaluate(() => document.elementFromPoint(500, 300)?.closest('.still') !== null)).toBe(true)
    await page.clock.fastForward(20_000)
    await expect.poll(() => partOf(page)).toBe('rest')
    expect(await page.locator('.pad, .draw').count()).toBe(0)
  })

  test('can be left out, taken up again, and survives a refusal and a turn of the tablet', async () => {
    await using page = await openTablet(suite)
    await page.locator('.write').click()
    await openPad(page)
    await draw(page, WAVE)
    await page.getByRole('button', { name: 'Leave it out' }).click()
    expect(await drawn(page)).toBe('')
    expect(await page.locator(':focus').getAttribute('class')).toBe('draw')
    await openPad(page)
    await hasStrokes(page, 1)
    await page.setViewportSize({ width: 768, height: 1024 })
    await draw(page, LINE)
    await closePad(page)
    const signature = await drawn(page)
    await page.locator('input[name="name"]').fill('y'.repeat(51))
    await page.locator('textarea').fill('turned')
    await submit(page)
    await expect.poll(() => page.locator('.problem[data-place="name"]').textContent()).toContain('51 characters')
    expect([await drawn(page), await page.locator('.draw svg').count()]).toEqual([signature, 1])
    await page.locator('input[name="name"]').fill('Yara')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await entryOf(suite, 'turned')).toMatchObject({ signature })
  })

  test.each([
    [1024, 768],
    [1280, 800],
    [800, 1280],
    [1024, 400],
  ])('has everything to touch in view on %i × %i, and large enough', async (width, height) => {
    await using page = await openTablet(suite, { viewport: { width, height } })
    await page.locator('.write').click()
    await openPad(page)
    for (const target of await page.locator('.pad :is(svg, button)').all()) {
      const { x, y, width: wide, height: high } = (await target.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 }
      expect(Math.min(wide, high)).toBeGreaterThanOrEqual(44)
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect([x + wide <= width, y + high <= height]).toEqual([true, true])
    }
  })

  test.each(['en', 'ar'])('is accessible (%s)', async (language) => {
    await using page = await openTablet(suite)
    await page.clock.resume()
    await page.locator(`nav a[lang="${language}"]`).click()
    await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
    await page.locator('.write').click()
    await openPad(page)
    expect(await audit(page), 'the pad').toEqual([])
    await draw(page, WAVE)
    await closePad(page)
    expect(await audit(page), 'the form').toEqual([])
  })

  test('is kept with the words while there is no network', async () => {
    await using page = await openTablet(suite)
    await write(page, 'drawn without a network')
    await openPad(page)
    await draw(page, WAVE)
    await closePad(page)
    const signature = await drawn(page)
    // Not before: the session that draws ends the state that Playwright sets.
    await page.context().setOffline(true)
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('unsent')
    await page.clock.fastForward(3 * MINUTE)
    await expect.poll(() => partOf(page)).toBe('rest')
    expect(await page.content()).not.toContain(signature)
    await page.context().setOffline(false)
    await expect.poll(() => page.locator('.kept').textContent()).toBe('')
    expect(await entryOf(suite, 'drawn without a network')).toMatchObject({ signature })
  })

  test('is not offered without a script, nor where the owner has switched it off', async () => {
    await using bare = await openTablet(suite, { javaScriptEnabled: false })
    await bare.locator('.write').click()
    await bare.locator('textarea').waitFor()
    expect(await bare.getByText('Sign by hand').count()).toBe(0)
    await using page = await openTablet(suite)
    await set(suite, { byHand: 'off' })
    await untilFetched(page)
    await expect.poll(() => page.locator('[data-pad]').count()).toBe(0)
    await page.locator('.write').click()
    expect(await page.locator('.draw').count()).toBe(0)
    await set(suite, { byHand: undefined })
  })

  test('at rest shows the drawings of the entries, the pinned ones first, until they are hidden', async () => {
    const { book, feed } = suite.app
    const { entry } = await book.append({
      name: 'n'.repeat(50),
      message: 'pinned',
      extra: 'w'.repeat(50),
      signature: SIGNATURE,
    })
    const marked = await book.moderation.mark(entry.id, { kind: 'pin' }, 'anna')
    if (marked.kind === 'done') await feed.waitFor(marked.position, 5000)
    await using page = await openTablet(suite)
    const boxOf = async (selector: string) =>
      (await page.locator(selector).first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const { width, height } = await boxOf('.entries .by svg')
    expect([width > 60 && width < 160, height > 25 && height < 70]).toEqual([true, true])
    expect(await page.locator('.entries li').count()).toBe(1)
    // Nothing is too wide, however long the name and the answer are.
    for (const narrow of [800, 360]) {
      await page.setViewportSize({ width: narrow, height: 1280 })
      for (const selector of ['.entries .by svg', '.write']) {
        const { x, width } = await boxOf(selector)
        expect([x >= 0, x + width <= narrow]).toEqual([true, true])
      }
    }
    await book.moderation.mark(entry.id, { kind: 'hide' }, 'anna')
    await expect.poll(() => page.locator(`[data-entry="${entry.id}"]`).count()).toBe(0)
    expect(await page.content()).not.toContain('M20 120C')
  })
})
