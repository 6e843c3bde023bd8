import { mkdirSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { Reason } from '../server/book/screening.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../server/book/stores/sqlite/sqlite-book.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { startServer } from '../test/support/server.ts'

/**
 * `npm run screenshots`: takes the pictures in docs/ of an invented book. The machine needs fonts for all its languages
 * (on Debian: fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji), otherwise the pictures show boxes.
 */

const MINUTE = 1
const HOUR = 60
const DAY = 24 * HOUR

/** Age in minutes, name and message; oldest first. */
const ENTRIES: readonly (readonly [number, string, string])[] = [
  [4 * DAY, 'A winter guest', 'First footprints in the snow this morning, all the way up to the gate.'],
  [3 * DAY + 8 * HOUR, 'Zwei vom Wanderverein', 'Der Weg war steil, der Kuchen war besser.'],
  [3 * DAY + 2 * HOUR, 'Vieras', 'Kiitos! Sauna oli täydellinen.'],
  [3 * DAY, '', 'Found a grandfather’s name in the book of 1961. Still smiling.'],
  [2 * DAY + 5 * HOUR, '旅の者', '静かな庭で、時間を忘れて過ごしました。\nまた来ます。'],
  [2 * DAY, 'Una familia', 'Vinimos por una noche y nos quedamos tres.'],
  [9 * HOUR, '', '🌿🌧️☕'],
  [7 * HOUR, 'Une lectrice', 'Le jardin sous la pluie, un livre, un chat endormi. Que demander de plus ?'],
  [3 * HOUR, 'ضيفة', 'شكرًا على الضيافة الجميلة والقصص التي لا تنتهي.'],
  [48 * MINUTE, '一位朋友', '第一次来就喜欢上了这里。窗边的位置、热茶，还有那只猫，都让人舍不得走。'],
  [
    12 * MINUTE,
    'Two from the north',
    'We came for the light and stayed for the soup.\nThank you for the blankets on the terrace!',
  ],
]

/** Entries that wait, with the reasons. */
const WAITING: readonly (readonly [number, string, string, readonly Reason[]])[] = [
  [26 * HOUR, 'Marta', 'We wrote about our week here: https://marta.example/lake', ['link']],
  [5 * HOUR, '', 'Such a lovely place, such a lovely place!', ['repeated']],
  [18 * MINUTE, 'おじいさん', '孫と釣りをしました。大きな魚は逃げましたが、よい一日でした。', ['first']],
]

const LAKE = {
  BOOK_TITLE: 'The house by the lake',
  BOOK_INTRO: 'Thank you for staying with us. Leave a few words before you go: we read them all winter.',
}
const LAKE_IN_CHINESE = {
  BOOK_TITLE: '湖边小屋',
  BOOK_INTRO: '谢谢你来小住。走之前写几句话吧，冬天里我们会慢慢读。',
}

const WIDE = { viewport: { width: 1080, height: 1280 }, deviceScaleFactor: 1.5, locale: 'en' }
const DESK = { viewport: { width: 1000, height: 760 }, deviceScaleFactor: 2, locale: 'en' }
const HAND = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, locale: 'en' }
const PHONE = { viewport: { width: 390, height: 1010 }, deviceScaleFactor: 2, isMobile: true, locale: 'zh-Hans' }

const folder = join(import.meta.dirname, '../docs')
mkdirSync(folder, { recursive: true })
await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-screenshots-'))
await fill(directory.path)
await using browser = await launchBrowser()
await serve(LAKE, async (url) => {
  await take(browser, url, 'guestbook', { ...WIDE, colorScheme: 'light' })
  await take(browser, url, 'guestbook-dark', { ...WIDE, colorScheme: 'dark' })
  await takeOwners(browser, url, 'owner', { ...DESK, colorScheme: 'light' })
  await takeOwners(browser, url, 'owner-phone', { ...HAND, colorScheme: 'dark' })
})
await serve(LAKE_IN_CHINESE, async (url) => {
  await take(browser, url, 'guestbook-phone', { ...PHONE, colorScheme: 'light' })
})

async function serve(presentation: Record<string, string>, use: (url: string) => Promise<void>): Promise<void> {
  await using server = await startServer({ ...presentation, DATA_DIR: directory.path })
  await use(server.url)
}

/** Writes the entries with their times. */
async function fill(path: string): Promise<void> {
  let time = 0
  const book = openSqliteBook({ directory: path, seedMessage: '', now: () => time })
  for (const [minutesAgo, name, message] of ENTRIES) {
    time = Date.now() - minutesAgo * 60_000
    await book.append({ name, message })
  }
  for (const [minutesAgo, name, message, hold] of WAITING) {
    time = Date.now() - minutesAgo * 60_000
    await book.append({ name, message }, { screening: { hold } })
  }
  time = Date.now() - 5 * 60_000
  const { moderation } = book
  const [, answered] = (await book.page({ limit: 2 })).entries
  await moderation.setSettings({ ownerName: 'Anna' }, 'Anna')
  await moderation.mark(answered?.id ?? '', { kind: 'reply', text: '猫说它也想你。下次再来！' }, 'Anna')
  await book.close()
}

async function take(on: Browser, url: string, name: string, options: BrowserContextOptions): Promise<void> {
  await using page = await on.newPage({ reducedMotion: 'reduce', ...options })
  await page.goto(url)
  // The script has started, so times are relative.
  await page.locator('.arrivals').waitFor({ state: 'attached' })
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/${name}.png`)
}

/** Signs in and takes a picture of what waits. */
async function takeOwners(on: Browser, url: string, name: string, options: BrowserContextOptions): Promise<void> {
  const book = openSqliteBookAlongside({ directory: directory.path })
  const code = await book.owners.invite({ name: 'Anna', role: 'owner' })
  await book.close()
  await using page = await on.newPage({ reducedMotion: 'reduce', ...options })
  await page.goto(`${url}/admin/enter/${code}`)
  await page.locator('main button').click()
  await page.goto(`${url}/admin`)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/${name}.png`)
}
