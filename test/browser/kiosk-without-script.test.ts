import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { messagesIn, openTablet, submit, useTablets, write } from './tablet.ts'

describeWith(['chromium'], 'a tablet without a script', () => {
  const suite = useTablets()
  const open = () => openTablet(suite, { javaScriptEnabled: false })

  test('signs, thanks, and goes back to rest by itself', async () => {
    await using page = await open()
    await page.locator('nav a[lang="de"]').click()
    await write(page, 'Ohne Skript', 'Uli')
    await submit(page)
    await page.waitForURL(/\/kiosk\/thanks\?lang=de$/)
    expect(await page.locator('.thanks .large').textContent()).toBe('Vielen Dank!')
    await page.waitForURL(/\/kiosk$/)
    expect(await page.locator('.write').textContent()).toBe('Touch to write')
    expect(await messagesIn(suite.app)).toContain('Ohne Skript')
  })

  test('says what is wrong, keeps the words, and none for the next visitor', async () => {
    await using page = await open()
    const words = 'many words '.repeat(100)
    await write(page, words, 'Vera')
    await submit(page)
    expect(await page.locator('.problem[data-place="message"]').textContent()).toContain('1,099 characters')
    expect(await page.locator('textarea').inputValue()).toBe(words)
    await page.locator('.leave').click()
    await page.waitForURL(/\/kiosk$/)
    await page.locator('.write').click()
    expect(await page.locator('textarea').inputValue()).toBe('')
  })

  test('shows nobody what another began to write, not even on the way back', async () => {
    await using page = await open()
    await write(page, 'half a thought', 'Wim')
    await page.locator('.leave').click()
    await page.waitForURL(/\/kiosk$/)
    await page.goBack()
    await page.waitForURL(/\/kiosk\/write$/)
    for (const field of ['textarea', 'input[name="name"]']) expect(await page.locator(field).inputValue()).toBe('')
  })

  test('shows one part at a time', async () => {
    await using page = await open()
    expect(await page.locator('main > section:visible').count()).toBe(1)
    await page.locator('.write').click()
    expect(await page.locator('main > section:visible').count()).toBe(1)
    expect(await page.locator('.clears').isVisible()).toBe(true)
  })
})
