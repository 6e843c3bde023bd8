import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { describeWith } from '../support/machine.ts'
import { openBook, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'links that the owner lets visitors click', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-links-'))
  const suite = useSuite({ environment: { DATA_DIR: folder } })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('are the same in an entry that arrives as in one that the server sent, and its time still leads to the entry', async () => {
    const { url } = suite.server
    const book = openSqliteBookAlongside({ directory: folder })
    onTestFinished(() => book.close())
    const add = (message: string) => book.append({ message, name: '' })
    await using page = await suite.browser.newPage({ baseURL: url, locale: 'en' })
    await openBook(page, '/')
    await add('plain https://example.org/')
    await page.getByText('plain https://example.org/').waitFor()
    expect(await page.locator('.message a').count()).toBe(0)

    await book.moderation.setSettings({ links: 'clickable' }, 'test')
    await expect.poll(async () => (await fetch(url)).text()).toContain('data-links')
    await openBook(page, '/')
    const { entry } = await add('pictures: https://example.org/?a=1&b=2. <b>')
    const item = page.locator('.entries > li').first()
    await expect.poll(() => item.getAttribute('id')).toBe(entry.id)
    expect(await item.locator('.message').textContent()).toBe('pictures: https://example.org/?a=1&b=2. <b>')
    const link = item.locator('.message a')
    expect(await link.textContent()).toBe('https://example.org/?a=1&b=2')
    expect(await link.getAttribute('href')).toBe('https://example.org/?a=1&b=2')
    expect(await link.getAttribute('rel')).toBe('ugc nofollow noopener noreferrer')
    expect(await item.locator('.by a').getAttribute('href')).toContain(entry.id)
    const html = await item.locator('.message').evaluate((element) => element.outerHTML)
    await openBook(page, '/')
    expect(await item.locator('.message').evaluate((element) => element.outerHTML)).toBe(html)
  })
})
