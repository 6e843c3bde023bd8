import { type Browser, launch } from 'puppeteer-core'
import { findFirefox } from '../run/machine.ts'

/** Starts the machine's Firefox, which Playwright cannot drive: `await using browser = await launchFirefox()`. */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = findFirefox(process.env)
  if (!executablePath) throw new Error('expected firefox-esr or firefox on PATH, found neither')
  const extraPrefsFirefox = { 'intl.accept_languages': 'en', 'ui.systemUsesDarkTheme': 0 }
  return launch({ browser: 'firefox', executablePath, extraPrefsFirefox, headless: true })
}
