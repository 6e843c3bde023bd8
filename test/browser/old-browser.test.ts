import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { expectSigned, openBook, post, shownOn, sign, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'a browser that lacks what the script uses', () => {
  const suite = useSuite()
  const openPage = () => suite.browser.newPage({ baseURL: suite.server.url, locale: 'en' })

  test('loses only that part', async () => {
    await using page = await openPage()
    const errors: string[] = []
    page.on('console', (message) => errors.push(message.text()))
    await page.addInitScript(() => {
      Reflect.deleteProperty(Intl, 'RelativeTimeFormat')
      Reflect.deleteProperty(window, 'EventSource')
    })
    await page.clock.install()
    await openBook(page, '/')
    await sign(page, 'without times and events')
    await expectSigned(page)
    await post(suite.server.url, 'asked for now and then')
    await page.clock.runFor(20_000)
    await expect.poll(() => shownOn(page)).toEqual(['asked for now and then', 'without times and events'])
    expect(errors).toHaveLength(1)
    await page.reload()
    expect((await shownOn(page))[1]).toBe('without times and events')
    expect(await page.locator('.entries time').first().textContent()).toMatch(/ UTC$/)
  })

  test('sends the form itself if the script cannot', async () => {
    await using page = await openPage()
    await page.addInitScript(() => void Reflect.deleteProperty(Intl, 'Segmenter'))
    await openBook(page, '/')
    await sign(page, '没有脚本也可以')
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe('没有脚本也可以')
  })

  test('gets the whole page if the script does not load', async () => {
    await using page = await openPage()
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.goto('/')
    await sign(page, 'the script was lost on the way')
    await page.waitForURL(/\/entry\/\d+-\d+$/)
    expect((await shownOn(page))[0]).toBe('the script was lost on the way')
  })
})
