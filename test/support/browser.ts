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

/**
 * Playwright's own list, which ours replaces; the suggestions below the address bar, two pages for each window, which nobody sees and
 * which take longer to start than the window; and the renderer that is kept ready for a next tab.
 */
const DISABLED_FEATURES = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

/** No sandbox, because Chromium does not start as root with one; and no background traffic. */
export const FLAGS = [
  `--disable-features=${DISABLED_FEATURES.join()}`,
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
