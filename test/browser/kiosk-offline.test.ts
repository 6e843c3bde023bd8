import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { messagesIn, openTablet, partOf, submit, useTablets, write } from './tablet.ts'

const MINUTE = 60_000

/** Waits until the tablet has tried to send, and says that it could not. */
async function expectUnsent(page: Page): Promise<void> {
  await expect.poll(() => partOf(page)).toBe('unsent')
  expect(await page.locator('.unsent').textContent()).toContain('Not in the book yet')
}

/** Nobody touches the tablet until it is at rest. */
async function leave(page: Page): Promise<void> {
  await page.clock.fastForward(3 * MINUTE)
  await expect.poll(() => partOf(page)).toBe('rest')
}

describeWith(['chromium'], 'a tablet without a network', () => {
  const suite = useTablets()

  test('keeps the words on the screen, and sends them once the network is back', async () => {
    await using page = await openTablet(suite)
    await page.context().setOffline(true)
    await write(page, 'written without a network')
    await submit(page)
    await expectUnsent(page)
    expect(await page.locator('.unsent blockquote').textContent()).toBe('written without a network')
    await page.context().setOffline(false)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await messagesIn(suite.app)).toContain('written without a network')
  })

  test('is left to send them, shows them to nobody else, and takes more', async () => {
    await using page = await openTablet(suite)
    await page.context().setOffline(true)
    for (const guest of [1, 2, 3]) {
      await write(page, `guest ${guest} without a network`)
      await submit(page)
      await expectUnsent(page)
      await leave(page)
      expect(await page.content()).not.toContain(`guest ${guest} without`)
      expect(await page.locator('.kept').textContent()).toBe(`Not sent yet: ${guest}. Please leave this tablet on.`)
    }
    await page.clock.fastForward(60 * MINUTE)
    expect(await partOf(page)).toBe('rest')
    await page.context().setOffline(false)
    await expect.poll(() => page.locator('.kept').textContent()).toBe('')
    const messages = await messagesIn(suite.app)
    expect(messages.filter((message) => message.endsWith('without a network')).sort()).toEqual([
      'guest 1 without a network',
      'guest 2 without a network',
      'guest 3 without a network',
      'written without a network',
    ])
  })

  test('adds once what was added although the answer was lost', async () => {
    await using page = await openTablet(suite)
    await page.route('**/kiosk/write', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await write(page, 'the answer was lost')
    await submit(page)
    await expectUnsent(page)
    await page.unroute('**/kiosk/write')
    await page.locator('.unsent button').click()
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect((await messagesIn(suite.app)).filter((message) => message === 'the answer was lost')).toHaveLength(1)
  })

  test('keeps what was refused after its visitor had left', async () => {
    await using page = await openTablet(suite)
    await page.context().setOffline(true)
    await write(page, 'the book closed meanwhile')
    await submit(page)
    await expectUnsent(page)
    await leave(page)
    await suite.app.book.moderation.setGate({ state: 'closed' }, 'anna')
    const refused = page.waitForResponse(/kiosk\/write/)
    await page.context().setOffline(false)
    expect((await refused).status()).toBe(403)
    expect(await page.locator('.kept').textContent()).toContain('Not sent yet: 1.')
    await suite.app.book.moderation.setGate({ state: 'open' }, 'anna')
    await expect
      .poll(async () => {
        await page.clock.fastForward(6 * MINUTE)
        return page.locator('.kept').textContent()
      })
      .toBe('')
    expect(await messagesIn(suite.app)).toContain('the book closed meanwhile')
  })
})

describeWith(['chromium'], 'a tablet whose server is replaced', () => {
  test('goes on where it was, with what was written meanwhile', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-tablet-'))
    const port = await freePort()
    const start = async () => {
      const app = await startApp({ DATA_DIR: folder.path })
      return { app, url: await app.app.listen({ host: '127.0.0.1', port }) }
    }
    await using resources = new AsyncDisposableStack()
    const browser = resources.adopt(await launchBrowser(), (started) => started.close())
    const first = await start()
    await using page = await openTablet({ ...first, browser })
    await first.app[Symbol.asyncDispose]()
    await write(page, 'while there was no server')
    await submit(page)
    await expectUnsent(page)
    await leave(page)
    // The pause before the next attempt has grown, and the tablet's clock stands still.
    await page.clock.fastForward(MINUTE)
    const second = await start()
    resources.use(second.app)
    await expect.poll(() => page.locator('.kept').textContent()).toBe('')
    await write(page, 'with the next server')
    await submit(page)
    await expect.poll(() => partOf(page)).toBe('thanks')
    expect(await messagesIn(second.app)).toEqual(['with the next server', 'while there was no server'])
  })
})
