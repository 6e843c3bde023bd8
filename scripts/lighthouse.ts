import { execFile } from 'node:child_process'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openSqliteBook } from '../server/book/stores/sqlite/sqlite-book.ts'
import { findChromium } from '../test/run/machine.ts'
import { FLAGS } from '../test/support/browser.ts'
import { ONE_PAGE } from '../test/support/one-page.ts'
import { startServer } from '../test/support/server.ts'

/** `npm run lighthouse`: the Lighthouse scores (https://developer.chrome.com/docs/lighthouse) of the first page, for phone and desktop. */

/** Fetched on demand, because it is ten times as large as the guestbook. */
const LIGHTHOUSE = 'lighthouse@13'

/** Lighthouse's options. Its defaults are a phone with a slow processor and network. */
const DEVICES = { phone: [], desktop: ['--preset=desktop'] } as const

interface Report {
  readonly categories: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>
  readonly audits: Readonly<Record<string, { readonly displayValue?: string }>>
}

const run = promisify(execFile)
const chromium = findChromium(process.env)
if (!chromium) throw new Error('expected chromium or google-chrome on PATH, found neither')
await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-lighthouse-'))
const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
for (const [name, message] of ONE_PAGE) await book.append({ name, message })
await book.close()
await using server = await startServer({ DATA_DIR: directory.path })
for (const [device, settings] of Object.entries(DEVICES)) {
  const { categories, audits } = await audit(server.url, settings)
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`)
  const paint = audits['largest-contentful-paint']?.displayValue
  console.log(`${device}: ${scores.join(', ')}; largest paint after ${paint}`)
}

async function audit(url: string, settings: readonly string[]): Promise<Report> {
  const options = ['--quiet', '--no-enable-error-reporting', '--output=json', ...settings]
  const flags = `--chrome-flags=${['--headless', ...FLAGS].join(' ')}`
  const { stdout } = await run(
    'npm',
    ['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', url, ...options, flags],
    {
      env: { ...process.env, CHROME_PATH: chromium },
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  return JSON.parse(stdout)
}
