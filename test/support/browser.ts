import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { findChromium } from '../run/machine.ts'

/**
 * Starts the machine's Chromium or Chrome: `await using browser = await launchBrowser()`.
 * GUESTBOOK_TEST_CHROMIUM names another one.
 * @param options as of Playwright; `args` are added to ours
 */
export async function launchBrowser({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium(process.env)
  if (!executablePath) throw new Error('expected chromium or google-chrome on PATH, found neither')
  return chromium.launch({ executablePath, ...options, args: [...FLAGS, ...args] })
}

/** No sandbox, because Chromium does not start as root with one; and no background traffic. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
