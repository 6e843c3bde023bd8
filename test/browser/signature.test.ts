import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { checkSignature } from '../../server/common/signature/strokes.ts'
import { SIGNATURE } from '../support/entry.ts'
import { describeWith } from '../support/machine.ts'
import { expectSigned, openBook, postDraft, useSuite } from './guestbook.ts'
import { DOT, draw, drawn, hasStrokes, LINE, strokesOf, WAVE } from './hand.ts'
import { entryOf, set, useTablets } from './tablet.ts'
import { tooSmall } from './too-small.ts'

const PHONE = { viewport: { width: 320, height: 740 }, isMobile: true, hasTouch: true, locale: 'en' } as const

describeWith(['chromium'], 'signing by hand', () => {
  const suite = useSuite()
  const newest = async (): Promise<Entry> =>
    (await (await fetch(`${suite.server.url}/api/entries?limit=1`)).json()).entries[0]

  async function openPad(page: Page): Promise<void> {
    await openBook(page, suite.server.url)
    await page.locator('.draw').tap()
    await page.locator('.pad svg').waitFor()
  }

  test('loads the pad only when it is asked for, and moves nothing before', async () => {
    await using page = await suite.browser.newPage(PHONE)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await openBook(page, suite.server.url)
    const submit = page.getByRole('button', { name: 'Sign the book' })
    await page.locator('.draw').waitFor()
    expect(asked.filter((url) => url.includes('signature'))).toEqual([])
    const before = await submit.boundingBox()
    await page.locator('.draw').evaluate((button) => button.remove())
    expect(await submit.boundingBox()).toEqual(before)
    await openPad(page)
    expect(asked.filter((url) => url.includes('/assets/signature-')).length).toBeGreaterThanOrEqual(2)
    expect(await tooSmall(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.viewport.width)
  })

  test('with a finger puts the signature beside the name, at once and after a reload', async () => {
    await using page = await suite.browser.newPage(PHONE)
    await openPad(page)
    const from = await page.evaluate(() => scrollY)
    await draw(page, WAVE, 120)
    await draw(page, LINE)
    await draw(page, DOT, 1)
    const signature = await drawn(page)
    expect([checkSignature(signature), strokesOf(signature)]).toEqual([signature, 3])
    expect(signature.length).toBeLessThan(900)
    // A finger on the pad does not scroll the page.
    expect(Math.abs((await page.evaluate(() => scrollY)) - from)).toBeLessThan(740)
    await page.locator('#message').fill('by hand')
    await page.locator('#name').fill('Ingrid')
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await expectSigned(page)
    expect(await newest()).toMatchObject({ message: 'by hand', name: 'Ingrid', signature })
    const ink = page.locator('.entries > li').first().locator('.by svg')
    expect(await ink.locator('path').getAttribute('stroke')).toBe('currentColor')
    await page.locator('.pad').waitFor({ state: 'hidden' })
    expect(await drawn(page)).toBe('')
    const loaded = page.waitForResponse((response) => response.url().endsWith('/signature.svg'))
    await page.reload()
    expect((await loaded).status()).toBe(200)
    const { width = 0, height = 0 } = (await ink.boundingBox()) ?? {}
    expect([Math.round(width), Math.round(height)]).toEqual([100, 40])
    expect(await page.locator('.entries bdi').first().textContent()).toBe('Ingrid')
  })

  test('can be undone, cleared, left out, and taken up again', async () => {
    await using page = await suite.browser.newPage(PHONE)
    await openPad(page)
    await draw(page, WAVE)
    await draw(page, LINE)
    await page.getByRole('button', { name: 'Undo' }).click()
    await hasStrokes(page, 1)
    await page.getByRole('button', { name: 'Leave it out' }).click()
    await page.locator('.pad').waitFor({ state: 'hidden' })
    expect(await drawn(page)).toBe('')
    expect(await page.locator(':focus').getAttribute('class')).toBe('draw')
    await page.locator('.draw').click()
    await hasStrokes(page, 1)
    await page.getByRole('button', { name: 'Clear' }).click()
    await hasStrokes(page, 0)
    expect(await page.locator('.pad').isVisible()).toBe(true)
  })

  test('survives a reload, a turn of the phone, and a post that is refused', async () => {
    await using page = await suite.browser.newPage(PHONE)
    await openPad(page)
    await draw(page, WAVE)
    const signature = await drawn(page)
    const d = await page.locator('.pad path').getAttribute('d')
    await page.setViewportSize({ width: 740, height: 320 })
    expect(await drawn(page)).toBe(signature)
    await page.reload()
    await page.locator('.pad svg').waitFor()
    expect([await drawn(page), await page.locator('.pad path').getAttribute('d')]).toEqual([signature, d])
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.locator('#message-problem').waitFor()
    expect([await drawn(page), await page.locator('.pad').isVisible()]).toEqual([signature, true])
    // Without the script the page comes back with it.
    await page.locator('#sign').evaluate((form: HTMLFormElement) => form.submit())
    await page.locator('#message-problem').waitFor()
    await page.locator('.pad svg').waitFor()
    expect(await drawn(page)).toBe(signature)
  })

  test('is drawn again in a change, or taken away', async () => {
    await using page = await suite.browser.newPage(PHONE)
    await openPad(page)
    await draw(page, WAVE)
    const signature = await drawn(page)
    await page.locator('#message').fill('to change')
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await expectSigned(page)
    const change = async () => {
      await page.reload()
      await page.locator('.own a').first().click()
      await page.locator('#change .pad svg').waitFor()
    }
    const save = async () => {
      await page.locator('#change button:not([type])').click()
      await page.locator('#change').waitFor({ state: 'detached' })
    }
    await change()
    expect([await drawn(page), await page.locator('#change .drawn').count()]).toEqual([signature, 0])
    await page.getByRole('button', { name: 'Clear' }).click()
    await draw(page, LINE)
    const other = await drawn(page)
    expect(other).not.toBe(signature)
    await save()
    expect(await newest()).toMatchObject({ message: 'to change', edited: true, signature: other })
    await change()
    await page.getByRole('button', { name: 'Leave it out' }).click()
    await save()
    expect(await newest()).not.toHaveProperty('signature')
    expect(await page.locator('.entries > li').first().locator('.by svg').count()).toBe(0)
  })

  test('appears on the pages of other readers as it comes', async () => {
    await using page = await suite.browser.newPage({ locale: 'en' })
    await openBook(page, suite.server.url)
    await page.locator('.entries').scrollIntoViewIfNeeded()
    const { id } = await postDraft(suite.server.url, { name: 'Ada', message: 'from elsewhere', signature: SIGNATURE })
    await page
      .locator('.arrivals button')
      .or(page.locator(`[id="${id}"]`))
      .first()
      .waitFor()
    const button = page.locator('.arrivals button')
    if (await button.isVisible()) await button.click()
    expect(await page.locator(`[id="${id}"] .by svg path`).getAttribute('d')).toMatch(/^M20 120C/)
  })

  test('without scripts is not offered, and signatures are shown', async () => {
    await using page = await suite.browser.newPage({ locale: 'en', javaScriptEnabled: false })
    await postDraft(suite.server.url, { name: 'Ada', message: 'for readers without scripts', signature: SIGNATURE })
    const loaded = page.waitForResponse((response) => response.url().endsWith('/signature.svg'))
    await page.goto(suite.server.url)
    expect((await loaded).status()).toBe(200)
    expect([await page.locator('.draw').count(), await page.getByText('Sign by hand').count()]).toEqual([0, 0])
  })
})

describeWith(['chromium'], 'signing by hand that the owner has switched off', () => {
  const suite = useTablets()

  test('does not keep a visitor from signing who had drawn before', async () => {
    await using page = await suite.browser.newPage(PHONE)
    await openBook(page, suite.url)
    await page.locator('.draw').tap()
    await page.locator('.pad svg').waitFor()
    await draw(page, WAVE)
    await page.locator('#message').fill('drawn too early')
    await set(suite, { byHand: 'off' })
    await page.reload()
    await expect.poll(() => page.locator('#message').inputValue()).toBe('drawn too early')
    expect(await page.locator('.draw, .pad, [name=signature]').count()).toBe(0)
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await expectSigned(page)
    expect(await entryOf(suite, 'drawn too early')).not.toHaveProperty('signature')
  })
})
