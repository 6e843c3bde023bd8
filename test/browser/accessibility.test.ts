import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { type FrontEnd, startFrontEnds } from '../faults/front-ends.ts'
import { SIGNATURE } from '../support/entry.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { audit, UNLIKE } from './audit.ts'
import { openBook, post, postDraft, postMany, sign, useSuite } from './guestbook.ts'

const MESSAGES = [
  'A long way up, and worth it.',
  '风景很美，\n下次还来！',
  'شكرًا على كل شيء',
  'guestbook/of/the/house/'.repeat(8),
  // Folded, and unfolded on request.
  'A long way down. '.repeat(58),
]

describeWith(['chromium'], 'accessibility', () => {
  const suite = useSuite()
  let emptyBook: RunningServer
  let page: Page
  let older: string
  beforeAll(async () => {
    emptyBook = await startServer({ SEED_MESSAGE: '' })
    for (const message of MESSAGES) {
      const draft = { name: 'Zoë', message, signature: SIGNATURE }
      older = `/?before=${(await postDraft(suite.server.url, draft)).id}`
    }
    page = await suite.browser.newPage({ locale: 'en', reducedMotion: 'reduce', viewport: { width: 360, height: 740 } })
  })
  afterAll(() => emptyBook?.[Symbol.asyncDispose]())

  test.each(UNLIKE)('there is no problem in any state of the page (%s)', async (language) => {
    const { url } = suite.server
    const problems = () => audit(page)
    await openBook(page, `${emptyBook.url}/?lang=${language}`)
    expect(await problems(), 'an empty book').toEqual([])

    await openBook(page, `${url}/?lang=${language}`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await problems(), 'the newest page').toEqual([])
    await page.locator('.draw').click()
    await page.locator('.pad svg').waitFor()
    expect(await problems(), 'the pad for a signature').toEqual([])
    await page.locator('.pad button').last().click()
    await page.locator('summary').filter({ visible: true }).first().click()
    expect(await problems(), 'a long entry, unfolded').toEqual([])
    await sign(page, '\u200b')
    await page.locator('#message-problem').waitFor()
    expect(await problems(), 'a problem').toEqual([])

    await page.locator('#sign').evaluate((form: HTMLFormElement) => form.submit())
    await page.locator('#message-problem').waitFor()
    expect(await problems(), 'a form that comes back').toEqual([])

    await page.goto(url + older)
    await page.locator('.entries a[title]').first().waitFor()
    expect(await page.locator('a[rel=prev]').count()).toBe(1)
    expect(await problems(), 'a page of older entries').toEqual([])

    await page.goto(`${url}/nowhere`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await problems(), 'an error').toEqual([])
  })

  const alike = LANGUAGES.filter((language) => !UNLIKE.includes(language))
  test.each(alike)('there is no problem where only the words differ (%s)', async (language) => {
    await page.goto(`${suite.server.url}/?lang=${language}`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await page.locator('#sign').evaluate((form: HTMLFormElement) => form.submit())
    await page.locator('#message-problem').waitFor()
    expect(await audit(page)).toEqual([])
  })

  test('a problem is found in both themes', async () => {
    await using faulty = await suite.browser.newPage({ bypassCSP: true })
    await openBook(faulty, suite.server.url)
    await faulty.locator('label[for=name]').evaluate((label) => label.remove())
    await faulty.addStyleTag({ content: '@media (prefers-color-scheme: dark) { .message { color: #333 } }' })
    const found = await audit(faulty)
    expect(found.filter((line) => line.startsWith('label: #name'))).toHaveLength(1)
    expect(found.filter((line) => line.startsWith('dark: color-contrast: '))).toHaveLength(MESSAGES.length)
  })

  test('there is no problem in what the script shows', async () => {
    await postMany(suite.server.url, 'entry', 18)
    await openBook(page, `${suite.server.url}/?lang=en`)
    await page.locator('a.older').scrollIntoViewIfNeeded()
    await post(suite.server.url, 'behind the button')
    await page.locator('.arrivals button').waitFor()
    expect(await audit(page), 'a new entry that waits').toEqual([])
    await page.context().setOffline(true)
    await sign(page, 'not yet confirmed')
    await page.locator('.unconfirmed').waitFor()
    expect(await audit(page), 'an entry that waits to be sent').toEqual([])
    await page.context().setOffline(false)
  })
})

describeWith(['chromium', 'redis'], 'accessibility while the book cannot be written to', () => {
  const suite = useSuite()
  const resources = new AsyncDisposableStack()
  let redis: RedisTopology
  let front: FrontEnd
  let page: Page
  beforeAll(async () => {
    redis = resources.use(await startRedis({ replicas: 1 }))
    const frontEnds = resources.use(await startFrontEnds({ masterUrl: redis.master.url, replicas: redis.replicas }))
    front = frontEnds.at(0)
    page = await suite.browser.newPage({ reducedMotion: 'reduce' })
    await post(front.server.url, 'still to be read')
    await redis.waitForReplicas()
    await redis.master.kill()
    await untilNoticed('<p class="notice">')
  })
  afterAll(() => resources.disposeAsync())

  test.each(UNLIKE)('there is no problem with the notice (%s)', async (language) => {
    await openBook(page, `${front.server.url}/?lang=${language}`)
    expect(await page.locator('#sign > .notice').count()).toBe(1)
    expect(await audit(page)).toEqual([])
  })

  test('there is no problem with the notice that the page may be out of date', async () => {
    await redis.replicas[0]?.kill()
    await untilNoticed('class="notice" role="status"')
    await openBook(page, front.server.url)
    expect(await page.locator('main > .notice').count()).toBe(1)
    expect(await audit(page)).toEqual([])
  })

  function untilNoticed(mark: string): Promise<void> {
    return eventually(`the page to have ${mark}`, async () => {
      const html = await (await fetch(front.server.url)).text()
      if (!html.includes(mark)) throw new Error('it has not')
    })
  }
})
