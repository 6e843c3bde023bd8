import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startFrontEnds } from '../faults/front-ends.ts'
import { launchBrowser } from '../support/browser.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { openBook, post, shownOn } from './guestbook.ts'

describeWith(['chromium', 'redis-server'], 'a replica that lacks the last entries becomes the master', () => {
  test('pages and walls that are open let go of what is lost', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using address = await TcpProxy.start(redis.master.port)
    await using frontEnds = await startFrontEnds({
      masterUrl: address.url,
      replicas: [replica],
      environment: { SEED_MESSAGE: '' },
    })
    const { url } = frontEnds.at(0).server
    await using browser = await launchBrowser()
    await using page = await browser.newPage({ locale: 'en' })
    await using wall = await browser.newPage({ locale: 'en' })

    await post(url, 'kept')
    await redis.waitForReplicas()
    await replica.client().replicaof('127.0.0.1', '1')
    await post(url, 'lost')
    await openBook(page, url)
    await wall.goto(`${url}/wall`)
    await expect.poll(() => shownOn(page)).toEqual(['lost', 'kept'])
    await expect.poll(() => countOn(wall)).toBe('2')

    await redis.master.kill()
    await replica.client().replicaof('NO', 'ONE')
    address.moveTo(replica.port)
    await expect.poll(() => shownOn(page)).toEqual(['kept'])
    await expect.poll(() => countOn(wall)).toBe('1')

    await expect.poll(async () => (await fetch(`${url}/readyz`)).text()).toContain('"writes":"ok"')
    await post(url, 'later')
    await expect.poll(() => shownOn(page)).toEqual(['later', 'kept'])
    expect(await page.locator('.entries').getAttribute('data-total')).toBe('2')
    await expect.poll(() => countOn(wall)).toBe('2')
  })
})

/** The number of entries that a wall names. */
async function countOn(wall: Page): Promise<string | undefined> {
  return /\d+/.exec((await wall.locator('.count').textContent()) ?? '')?.[0]
}
