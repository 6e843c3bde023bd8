import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FrontEnds, startFrontEnds } from '../faults/front-ends.ts'
import { launchBrowser } from '../support/browser.ts'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { runCommand } from '../support/run-command.ts'
import { expectSigned, messagesOf, openBook, post, shownOn, sign } from './guestbook.ts'
import { Line } from './line.ts'

/** How soon what one visitor does shows up with another, in milliseconds. */
const SOON = onBusyMachine(1000)

describeWith(['chromium', 'redis'], 'two visitors on two front ends', () => {
  const resources = new AsyncDisposableStack()
  let redis: RedisTopology
  let frontEnds: FrontEnds
  let browsers: readonly Browser[]
  beforeAll(async () => {
    redis = resources.use(await startRedis({ replicas: 1 }))
    const [replica] = redis.replicas
    if (!replica) throw new Error('expected a replica')
    const environment = { SEED_MESSAGE: '' }
    frontEnds = resources.use(
      await startFrontEnds({ masterUrl: redis.master.url, replicas: [replica, replica], environment }),
    )
    browsers = [resources.use(await launchBrowser()), resources.use(await launchBrowser())]
  })
  afterAll(() => resources.disposeAsync())

  const urlOf = (index: number) => frontEnds.at(index).server.url
  async function openPage(index: number, url = urlOf(index)): Promise<Page> {
    const page = await (browsers[index] as Browser).newPage({ locale: 'en' })
    await openBook(page, url)
    return page
  }

  test('see each other’s entries at once, and a removal', async () => {
    await using ours = await openPage(0)
    await using theirs = await openPage(1)
    await untilLive(ours, theirs)

    await sign(ours, 'Can you see this?', 'Greta')
    const signedAt = performance.now()
    await theirs.getByText('Can you see this?').waitFor()
    expect(performance.now() - signedAt).toBeLessThan(SOON)
    await expectSigned(ours)
    const item = theirs.locator('.entries > li', { hasText: 'Can you see this?' })
    expect(await item.locator('bdi').textContent()).toBe('Greta')
    expect(await theirs.locator('h2').textContent()).toMatch(/^\d+ entr(y|ies)$/)
    const total = Number(await theirs.locator('.entries').getAttribute('data-total'))

    const id = (await item.getAttribute('id')) as string
    const removed = await runCommand('server/remove.ts', { REDIS_MASTER_URL: redis.master.url }, id)
    expect(removed.code, removed.output).toBe(0)
    const removedAt = performance.now()
    for (const page of [ours, theirs]) await page.getByText('Can you see this?').waitFor({ state: 'detached' })
    expect(performance.now() - removedAt).toBeLessThan(SOON)
    expect(await theirs.locator('.entries').getAttribute('data-total')).toBe(`${total - 1}`)
  })

  test('see a hundred entries once and in order, although the stream is cut in between', async () => {
    await using line = await Line.open(frontEnds.at(1).server.port)
    await using page = await openPage(1, line.url)
    await untilLive(page)
    const expected: string[] = []
    for (let number = 1; number <= 100; number++) {
      if (number === 30 || number === 70) line.cut()
      expected.unshift(`number ${number}`)
      await post(urlOf(0), `number ${number}`)
      // The stream must be open to be cut: the browser needs a while to reconnect.
      if (number === 60) await expect.poll(async () => (await shownOn(page))[0]).toBe('number 60')
    }
    await expect.poll(async () => (await shownOn(page))[0]).toBe('number 100')
    expect((await shownOn(page)).filter((message) => message.startsWith('number'))).toEqual(expected)
    expect((await messagesOf(urlOf(1))).slice(0, 100)).toEqual(expected)
    expect(Number(await page.locator('.entries').getAttribute('data-total'))).toBe(await totalOf(urlOf(1)))
  })

  /** Resolves when the pages have their streams, because each has shown a new entry. */
  async function untilLive(...pages: Page[]): Promise<void> {
    const message = `for all to see, ${crypto.randomUUID()}`
    await post(urlOf(0), message)
    for (const page of pages) await page.getByText(message).waitFor()
  }
})

async function totalOf(url: string): Promise<number> {
  const response = await fetch(`${url}/api/entries?limit=1`)
  return ((await response.json()) as { total: number }).total
}
