import { afterAll, beforeAll, expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { audit } from './audit.ts'
import { expectSigned, openBook, sign, useSuite } from './guestbook.ts'

describeWith(['chromium', 'redis'], 'the page that shows which parts keep the book', () => {
  const suite = useSuite()
  let redis: RedisTopology
  let server: RunningServer
  beforeAll(async () => {
    redis = await startRedis({ replicas: 2 })
    server = await startServer({
      ...redisVariables(redis.master, redis.replicas[0]),
      RATE_LIMIT: '0',
      SEED_MESSAGE: '',
    })
  })
  afterAll(async () => {
    for (const each of [server, redis]) await each?.[Symbol.asyncDispose]()
  })

  test('is renewed while it is open: the way of an entry, and a replica that is lost', async () => {
    const context = await suite.browser.newContext({ locale: 'en' })
    const [page, other] = [await context.newPage(), await context.newPage()]
    await page.goto(`${server.url}/topology`)
    const back = page.getByRole('link', { name: 'Back to the guestbook' })
    await back.focus()
    await openBook(other, server.url)
    await sign(other, 'Hello')
    await expectSigned(other)
    await page.bringToFront()
    await page.locator('ol.way').waitFor()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3)
    await redis.replicas[1]?.kill()
    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 15_000 }).toBe(2)
    expect(await back.evaluate((link) => link === document.activeElement)).toBe(true)
  })

  test.each(['en', 'zh-Hans', 'ar'])('has no problem of accessibility and fits on a phone (%s)', async (language) => {
    const viewport = { width: 320, height: 640 }
    const page = await suite.browser.newPage({ viewport, locale: language, javaScriptEnabled: true })
    await page.goto(`${server.url}/topology`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    expect(await audit(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })

  test('says the same without scripts', async () => {
    const context = await suite.browser.newContext({ locale: 'en', javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${server.url}/topology`)
    expect(await page.locator('tbody tr').first().innerText()).toMatch(/^Master\s+[\d,]+\s+connected$/)
  })
})
