import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { expectSigned, holdPosts, openBook, shownOn, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'signing by keys', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('a space that is typed during sending does not scroll the page', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    const answer = await holdPosts(page)
    await page.locator('#message').fill('sent by keys')
    await page.locator('#message').press('Control+Enter')
    await page.locator('#message[readonly]').waitFor()
    const isHeld = page.evaluate(
      () =>
        new Promise((resolve) =>
          addEventListener('keydown', (event) => resolve(event.defaultPrevented), { once: true }),
        ),
    )
    await page.locator('#message').press('Space')
    expect(await isHeld).toBe(true)
    answer()
    await expectSigned(page)
  })

  test('works from the keyboard alone', async () => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Typed by keys alone')
    await page.keyboard.press('Tab')
    await page.keyboard.type('my name')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expectSigned(page)
    expect((await shownOn(page))[0]).toBe('Typed by keys alone')
    expect(await page.locator('.entries bdi').first().textContent()).toBe('my name')
    expect(await page.locator(':focus').textContent()).toBe('Sign the book')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').getAttribute('href')).toMatch(/\/entry\/\d+-\d+$/)
  })

  test.each(['Control+Enter', 'Meta+Enter'])('sends on %s from the message, not on Enter alone', async (keys) => {
    await using page = await openPage()
    await openBook(page, '/')
    await page.locator('#message').focus()
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await page.keyboard.type(`lines ${keys}`)
    await page.keyboard.press(keys)
    await expectSigned(page)
    expect((await shownOn(page))[0]).toBe(`two\nlines ${keys}`)
  })

  test.each(['message', 'name'])('sends nothing on an Enter that ends a composition in the %s', async (field) => {
    await using page = await openPage()
    await openBook(page, '/')
    const posts: string[] = []
    page.on('request', (request) => void (request.method() === 'POST' && posts.push(request.url())))
    await page.locator('#message').fill('一')
    await page.locator(`#${field}`).focus()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
    const modifiers = field === 'message' ? 2 : 0
    for (const type of ['rawKeyDown', 'keyUp'] as const) {
      await devtools.send('Input.dispatchKeyEvent', { type, modifiers, key: 'Enter', windowsVirtualKeyCode: 229 })
    }
    await devtools.send('Input.insertText', { text: '你' })
    expect(await page.locator(`#${field}`).inputValue()).toContain('你')
    // As in Safari: the composition has ended, and only the old key code shows it.
    const isTaken = await page.locator('#name').evaluate((input) => {
      const init = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }
      return !input.dispatchEvent(new KeyboardEvent('keydown', init))
    })
    expect(isTaken).toBe(true)
    expect(posts).toEqual([])
    await page.locator('#name').press('Enter')
    await expectSigned(page)
    expect(posts).toHaveLength(1)
  })
})
