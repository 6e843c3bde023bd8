import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { draw, WAVE } from './hand.ts'
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

describeWith(['chromium'], 'the owner’s own question on a shared tablet', () => {
  const suite = useTablets({ DEFAULT_LANGUAGE: 'en' })
  const label = (page: Page) => page.locator('label[for="kiosk-extra"]')

  test('is asked once it is set, in the language that a visitor chooses, and its answer is in the book', async () => {
    await using page = await openTablet(suite)
    expect(await label(page).count()).toBe(0)
    await set(suite, { extra: 'Where from?', 'extra.de': 'Woher?' })
    await untilFetched(page)
    await expect.poll(() => label(page).allTextContents()).toEqual(['Where from?'])
    await page.locator('nav a[lang="de"]').click()
    await expect.poll(() => label(page).allTextContents()).toEqual(['Woher?'])
    await write(page, 'aus dem Norden', 'Ada')
    await page.getByLabel('Woher?').fill('Oslo')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await entryOf(suite, 'aus dem Norden')).toMatchObject({ name: 'Ada', extra: 'Oslo' })
    await page.locator('.thanks').click()
    await page.locator('.write').click()
    expect(await page.getByLabel('Where from?').inputValue()).toBe('')
  })

  test('is answered without a network too', async () => {
    await set(suite, { extra: 'Where from?' })
    await using page = await openTablet(suite)
    await page.context().setOffline(true)
    await write(page, 'answered without a network')
    await page.getByLabel('Where from?').fill('Bergen')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('unsent')
    await page.context().setOffline(false)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await entryOf(suite, 'answered without a network')).toMatchObject({ extra: 'Bergen' })
  })

  test('that is not asked any more is said to its visitor, and does not keep the words of one who has left', async () => {
    await set(suite, { extra: 'Where from?' })
    await using page = await openTablet(suite)
    await write(page, 'left too early')
    await page.getByLabel('Where from?').fill('Tromsø')
    await openPad(page)
    await draw(page, WAVE)
    await closePad(page)
    await page.context().setOffline(true)
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('unsent')
    await page.clock.fastForward(3 * MINUTE)
    await expect.poll(() => partOf(page)).toBe('rest')
    await write(page, 'still here')
    await page.getByLabel('Where from?').fill('Narvik')
    await set(suite, { extra: undefined, 'extra.de': undefined, byHand: 'off' })
    await page.context().setOffline(false)
    await expect.poll(() => page.locator('.kept').textContent()).toBe('')
    const early = await entryOf(suite, 'left too early')
    expect(Object.keys(early ?? {})).toEqual(['id', 'name', 'message', 'createdAt'])
    await submit(page)
    await expect.poll(() => page.locator('.problem[data-place="extra"]').textContent()).toMatch(/leave it empty/)
    await page.getByLabel('Where from?').fill('')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    await set(suite, { byHand: undefined })
  })
})
