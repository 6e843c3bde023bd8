import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { WallSuite } from './wall-page.ts'

describeWith(['chromium'], 'a wall that stays open', () => {
  const suite = new WallSuite()

  test('goes on for hours without a server, and follows another book when one is back', async () => {
    await suite.set({ wallDelay: '0' })
    await suite.add('one', 'two')
    await using wall = await suite.open()
    await wall.knows(2)
    await suite.guestbook[Symbol.asyncDispose]()
    for (let hour = 0; hour < 3; hour++) await wall.page.clock.fastForward(60 * 60 * 1000)
    expect(new Set(await wall.turns(4, 8))).toEqual(new Set(['one', 'two']))
    await suite.begin(suite.port)
    // The new book is empty.
    await wall.shows(undefined, 1)
    await suite.set({ wallDelay: '0' })
    await suite.add('of the new book')
    await wall.shows('of the new book', 1)
    expect(await wall.page.locator('.count').textContent()).toMatch(/^1 entry/)
  })

  test('a title, a look and times that the owner changes hold without a reload', async () => {
    await suite.add('one')
    await using wall = await suite.open()
    await wall.knows(1)
    await wall.page.evaluate(() => Object.assign(window, { isSame: true }))
    await suite.set({ title: 'Mira & Tom', accent: 'sea', wallSeconds: '30' })
    await expect
      .poll(async () => {
        await wall.pass(20)
        return wall.page.locator('h1').textContent()
      })
      .toBe('Mira & Tom')
    expect(await wall.page.locator('html').getAttribute('class')).toBe('accent-sea')
    const address = wall.page.locator('.address')
    await expect.poll(() => address.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(29, 92, 140)')
    expect(await wall.page.evaluate(() => 'isSame' in window)).toBe(true)
  })

  test('a page of a new release loads itself, once its files are there', async () => {
    await suite.add('one')
    await using wall = await suite.open()
    await wall.knows(1)
    await wall.page.evaluate(() => Object.assign(window, { isSame: true }))
    let missing = true
    await wall.page.route('**/assets/wall-script-new.js', (route) =>
      route.fulfill(missing ? { status: 404 } : { contentType: 'text/javascript', body: '' }),
    )
    await wall.page.route('**/wall', async (route) => {
      const response = await route.fetch()
      const body = await response.text()
      await route.fulfill({ response, body: body.replace(/wall-script-\w+\.js/, 'wall-script-new.js') })
    })
    const isSame = async () => {
      await wall.pass(61)
      return wall.page.evaluate(() => 'isSame' in window)
    }
    for (let minute = 0; minute < 3; minute++) expect(await isSame()).toBe(true)
    missing = false
    await expect.poll(isSame).toBe(false)
  })
})
