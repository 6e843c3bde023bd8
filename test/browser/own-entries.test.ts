import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { audit } from './audit.ts'
import { expectSigned, openBook, shownOn, sign } from './guestbook.ts'
import { useOwnBook, waitingOn } from './own-book.ts'

describeWith(['chromium'], 'one’s own entries', () => {
  const own = useOwnBook()
  const { newPage, publicMessages, setGate } = own

  test('an entry that was just signed can be changed in place', async () => {
    const page = await newPage()
    await openBook(page, own.url)
    await sign(page, 'with a mistaek', 'Ada')
    await expectSigned(page)
    const item = page.locator('ul.entries > li', { hasText: 'with a mistaek' })
    await item.getByRole('link', { name: 'Change' }).click()
    const field = page.getByRole('textbox', { name: 'Your message' }).nth(1)
    expect(await field.inputValue()).toBe('with a mistaek')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await field.fill('without a mistake')
    await page.getByRole('button', { name: 'Save the change' }).click()
    const changed = page.locator('ul.entries > li', { hasText: 'without a mistake' })
    await changed.getByRole('link', { name: 'Take back' }).waitFor()
    expect(await shownOn(page)).not.toContain('with a mistaek')
    expect((await shownOn(page)).filter((message) => message === 'without a mistake')).toHaveLength(1)
    expect(await publicMessages()).not.toContain('with a mistaek')
    await page.reload()
    expect((await shownOn(page))[0]).toBe('without a mistake')
  })

  test('a change that does not fit says so in place and keeps what was typed; Escape gives it up', async () => {
    const page = await newPage()
    await openBook(page, own.url)
    await sign(page, 'stays as it is')
    await expectSigned(page)
    await page.getByRole('link', { name: 'Change' }).click()
    const field = page.locator('#change-message')
    await field.fill('x'.repeat(1001))
    await page.getByRole('button', { name: 'Save the change' }).click()
    await expect.poll(() => page.locator('#change-message-problem').textContent()).toContain('1,001 characters')
    expect(await field.inputValue()).toHaveLength(1001)
    await field.press('Escape')
    expect(await page.locator('#change').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Change' }).evaluate((link) => link === document.activeElement)).toBe(
      true,
    )
    expect((await shownOn(page))[0]).toBe('stays as it is')
  })

  test('taking back asks first, in place, with the keyboard alone', async () => {
    const page = await newPage()
    await openBook(page, own.url)
    await sign(page, 'said too much')
    await expectSigned(page)
    const total = await page.locator('ul.entries').getAttribute('data-total')
    await page.getByRole('link', { name: 'Take back' }).focus()
    await page.keyboard.press('Enter')
    const button = page.getByRole('button', { name: 'Yes, take it back' })
    await button.waitFor()
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    // Not yet.
    await page.keyboard.press('Escape')
    expect(await publicMessages()).toContain('said too much')
    await page.keyboard.press('Enter')
    await button.waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => shownOn(page)).not.toContain('said too much')
    await expect.poll(() => page.locator('ul.entries').getAttribute('data-total')).toBe(`${Number(total) - 1}`)
    expect(await publicMessages()).not.toContain('said too much')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('entries')
    expect(await page.locator('#sign .status').textContent()).toBe('Your entry has been taken back.')
  })

  test('another reader sees the change and the taking back as they happen', async () => {
    const [page, other] = [await newPage(), await newPage()]
    await openBook(page, own.url)
    await openBook(other, own.url)
    await sign(page, 'before the change')
    await expect.poll(() => shownOn(other)).toContain('before the change')
    expect(await other.locator('.own').count()).toBe(0)
    await page.getByRole('link', { name: 'Change' }).click()
    await page.locator('#change-message').fill('after the change')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await expect.poll(() => shownOn(other)).toContain('after the change')
    expect(await shownOn(other)).not.toContain('before the change')
    await page.locator('li', { hasText: 'after the change' }).getByRole('link', { name: 'Take back' }).click()
    await page.getByRole('button', { name: 'Yes, take it back' }).click()
    await expect.poll(() => shownOn(other)).not.toContain('after the change')
  })

  test('on an entry’s own page, a change leads to the changed entry and taking back to the book', async () => {
    const page = await newPage()
    await openBook(page, own.url)
    await sign(page, 'another one')
    await expectSigned(page)
    await sign(page, 'on its own page')
    await expect.poll(() => shownOn(page)).toContain('on its own page')
    const item = page.locator('ul.entries > li', { hasText: 'on its own page' })
    await item.getByRole('link', { name: 'Take back' }).waitFor()
    await item.locator('a:has(time)').click()
    await page.locator('main.one').waitFor()
    const before = page.url()
    await page.getByRole('link', { name: 'Change' }).click()
    await page.locator('#change-message').fill('changed on its own page')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.waitForURL((address) => /\/entry\/\d+-\d+$/.test(address.href) && address.href !== before)
    expect(await shownOn(page)).toEqual(['changed on its own page'])
    await page.getByRole('link', { name: 'Take back' }).click()
    await page.getByRole('button', { name: 'Yes, take it back' }).click()
    await page.waitForURL(`${own.url}/?done=taken-back`)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your entry has been taken back.')
    expect(await shownOn(page)).toContain('another one')
    expect(await shownOn(page)).not.toContain('changed on its own page')
  })

  test('all of it works without scripts', async () => {
    const page = await newPage({ javaScriptEnabled: false })
    await page.goto(own.url)
    await sign(page, 'no scripts here')
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    await page.getByRole('link', { name: 'Change' }).click()
    await page.locator('#change-message').fill('no scripts here either')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe('no scripts here either')
    await page.getByRole('link', { name: 'Take back' }).click()
    await page.getByRole('button', { name: 'Yes, take it back' }).click()
    await page.getByText('Your entry has been taken back.').waitFor()
    expect(await shownOn(page)).not.toContain('no scripts here either')
    await setGate('hold')
    await sign(page, 'waiting without scripts')
    await page.waitForURL(/#w\d+-\d+$/)
    expect(await waitingOn(page)).toEqual(['waiting without scripts'])
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await expect.poll(() => waitingOn(page)).toEqual([])
  })

  test.each([
    ['en', 360],
    ['ar', 360],
    ['de', 320],
    ['en', 1200],
  ] as const)('is accessible and fits (%s, %d px)', async (locale, width) => {
    const page = await newPage({ locale, viewport: { width, height: 740 }, reducedMotion: 'reduce' })
    await openBook(page, own.url)
    await sign(page, `one's own, ${locale} ${width}`)
    const actions = page.locator('ul.entries .own')
    await actions.waitFor()
    await setGate('hold')
    await sign(page, `one's own that waits, ${locale} ${width}`)
    await page.locator('ul.held').waitFor()
    expect(await audit(page), 'a waiting entry').toEqual([])
    await setGate('open')
    await page.emulateMedia({ colorScheme: 'light' })
    for (const number of [0, 1]) {
      await actions.locator('a').nth(number).click()
      await page.locator('ul.entries form').waitFor()
      expect(await audit(page), `action ${number}`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      await page.keyboard.press('Escape')
    }
    for (const path of ['change', 'take-back']) {
      const id = await page.locator('ul.entries > li:has(.own)').first().getAttribute('id')
      await page.goto(`${own.url}/entry/${id}/${path}`)
      expect(await audit(page), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      await openBook(page, own.url)
    }
  })
})
