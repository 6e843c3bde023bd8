import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { describeWith } from '../support/machine.ts'
import { openTablet, useTablets } from './tablet.ts'

const SECOND = 1000

/** The tablet renews its page. */
const RENEWAL = 31 * SECOND

/** The tablet takes its stream for dead. */
const SILENCE = 41 * SECOND

describeWith(['chromium'], 'a tablet that follows the book', () => {
  const suite = useTablets()
  const append = async (message: string): Promise<Entry> => (await suite.app.book.append({ name: '', message })).entry
  const hide = ({ id }: Entry) => suite.app.book.moderation.mark(id, { kind: 'hide' }, 'test')
  const atRest = (page: Page) => page.locator('.rest .message').allTextContents()

  test('opens its stream again soon after an answer that is no stream', async () => {
    await using page = await openTablet(suite)
    let refused = 0
    await page.route('**/api/live*', async (route) => {
      await route.fulfill({ status: 502 })
      refused += 1
    })
    // The stream may be heard at the moment to which the clock jumps, which is another silence.
    await expect
      .poll(
        async () => {
          if (refused === 0) await page.clock.fastForward(SILENCE)
          return refused
        },
        { interval: SECOND },
      )
      .toBeGreaterThan(0)
    await page.unroute('**/api/live*')
    let isOpen = false
    page.on('response', (response) => {
      if (response.url().includes('/api/live')) isOpen = response.ok()
    })
    // In all less than the silence after which it is opened anyway.
    await expect
      .poll(async () => {
        await page.clock.fastForward(25)
        return isOpen
      })
      .toBe(true)
    await hide(await append('seen for a moment'))
    await append('seen')
    await expect
      .poll(async () => {
        await page.clock.fastForward(25)
        return atRest(page)
      })
      .toEqual(['seen'])
  })

  test('does not show again what was hidden, if a front end is behind', async () => {
    const entry = await append('hidden soon')
    await expect.poll(() => suite.app.feed.state?.entries[0]?.id).toBe(entry.id)
    await using page = await openTablet(suite)
    expect(await atRest(page)).toContain('hidden soon')
    const behind = await (await page.request.get(`${suite.url}/kiosk`)).text()
    let asked = 0
    await page.route('**/kiosk', async (route) => {
      await route.fulfill({ contentType: 'text/html; charset=utf-8', body: behind })
      asked += 1
    })
    await hide(entry)
    await expect.poll(() => atRest(page)).not.toContain('hidden soon')
    await expect
      .poll(async () => {
        await page.clock.fastForward(RENEWAL)
        return asked
      })
      .toBeGreaterThan(2)
    expect(await atRest(page)).not.toContain('hidden soon')
    await page.unroute('**/kiosk')
    await append('after that')
    await expect
      .poll(async () => {
        await page.clock.fastForward(SECOND)
        return atRest(page)
      })
      .toContain('after that')
    expect(await atRest(page)).not.toContain('hidden soon')
  })
})
