import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { runOwner } from '../support/run-command.ts'
import { type Suite, useSuite } from './guestbook.ts'

export interface OwnersSuite {
  readonly suite: Suite
  readonly local: () => string
  /** The path of a new sign-in link, from the command beside the server. */
  linkFor(...args: string[]): Promise<string>
  open(options?: BrowserContextOptions): Promise<Page>
  /** Signs in at `base` by a new link. */
  enter(page: Page, base: string, ...args: string[]): Promise<void>
}

/** A browser and a server, whose book owners can enter by the command beside it. */
export function useOwners(): OwnersSuite {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-owner-pages-'))
  const suite = useSuite({
    args: ['--host-resolver-rules=MAP guestbook.test 127.0.0.1'],
    environment: { HOST: '0.0.0.0', DATA_DIR: folder },
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function linkFor(...args: string[]): Promise<string> {
    const { output } = await runOwner({ DATA_DIR: folder }, ...args)
    return new URL(/https?:\S+/.exec(output)?.[0] ?? '').pathname
  }

  return {
    suite,
    local: () => `http://localhost:${suite.server.port}`,
    linkFor,
    async open(options = {}) {
      const context = await suite.browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...options })
      return context.newPage()
    },
    async enter(page, base, ...args) {
      await page.goto(base + (await linkFor(...args)))
      await page.locator('button.main').click()
      await page.waitForURL(`${base}/admin?welcome`)
    },
  }
}
