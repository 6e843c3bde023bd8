import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where a finger goes, in parts of the pad. */
export type Way = (part: number) => readonly [x: number, y: number]

export const WAVE: Way = (part) => [0.1 + 0.8 * part, 0.5 - 0.35 * Math.sin(part * 19)]
export const LINE: Way = (part) => [0.1 + 0.8 * part, 0.9]
export const DOT: Way = () => [0.5, 0.1]

/** Draws one more line with a finger. It is faster than a hand, and the browser takes a tap right after it for the end of a fling: click. */
export async function draw(page: Page, way: Way, steps = 40): Promise<void> {
  const pad = page.locator('.pad svg')
  const before = strokesOf(await drawn(page))
  await pad.scrollIntoViewIfNeeded()
  const { x = 0, y = 0, width = 0, height = 0 } = (await pad.boundingBox()) ?? {}
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove', part: number) => {
    const [across, down] = way(part)
    return session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: x + across * width, y: y + down * height }],
    })
  }
  await touch('touchStart', 0)
  for (let step = 1; step <= steps; step++) await touch('touchMove', step / steps)
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
  await hasStrokes(page, before + 1)
}

/** What the form on the page holds. */
export function drawn(page: Page): Promise<string> {
  return page.locator('[name=signature]').inputValue()
}

export function strokesOf(signature: string): number {
  return signature.split('M').length - 1
}

/** Waits until so many strokes are drawn. */
export async function hasStrokes(page: Page, count: number): Promise<void> {
  await expect.poll(async () => strokesOf(await drawn(page))).toBe(count)
}
