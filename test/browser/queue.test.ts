import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { describeWith } from '../support/machine.ts'
import { audit } from './audit.ts'
import { useSuite } from './guestbook.ts'
import { fitsInEveryLanguage } from './in-every-language.ts'

describeWith(['chromium'], 'what waits, with scripts and without', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-queue-'))
  const suite = useSuite({ environment: { DATA_DIR: folder } })
  let book: Book | undefined
  const beside = () => {
    book ??= openSqliteBookAlongside({ directory: folder })
    return book
  }
  afterAll(async () => {
    await book?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const local = () => `http://localhost:${suite.server.port}`

  beforeEach(async () => {
    const { moderation } = beside()
    const idsOf = ({ entries }: { entries: readonly { id: string }[] }) => entries.map(({ id }) => id)
    await moderation.decide(idsOf(await moderation.held('waiting', { limit: 200 })), 'refuse', 'test')
    await moderation.removeEach(idsOf(await moderation.kept({ limit: 200 })), 'test')
  })

  async function hold(...messages: string[]): Promise<void> {
    for (const message of messages) {
      await beside().append({ message, name: 'Guest' }, { screening: { hold: ['first'] } })
    }
  }

  async function published(): Promise<string[]> {
    return (await beside().page({ limit: 50 })).entries.map(({ message }) => message).reverse()
  }

  async function enter(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await suite.browser.newPage({ locale: 'en', reducedMotion: 'reduce', ...options })
    const code = await beside().owners.invite({ name: 'Anna', role: 'owner' })
    await page.goto(`${local()}/admin/enter/${code}`)
    await page.locator('button.main').click()
    await page.waitForURL(/\/admin\?welcome/)
    return page
  }

  const said = (page: Page) => page.locator('.said p').textContent()

  test('the whole loop by keyboard: read, select, publish, undo, hide, answer', async () => {
    await hold('one', 'two', 'three', 'four')
    const page = await enter()
    await page.locator('p.keys button').waitFor()
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const isBarSeen = () => page.locator('.bar button').first().isVisible()
    expect(await isBarSeen()).toBe(false)
    await press('j', 'x', 'j', 'x')
    expect(await page.locator('.bar output').textContent()).toBe('2 selected')
    expect(await isBarSeen()).toBe(true)
    await press('p')
    await expect.poll(() => said(page)).toBe('2 entries published.')
    expect(await published()).toEqual(['one', 'two'])
    expect(await page.title()).toMatch(/^2 waiting – /)
    await press('u')
    await expect.poll(() => said(page)).toBe('2 entries hidden.')
    await press('u')
    await expect.poll(() => said(page)).toBe('2 entries shown again.')
    await press('j', 'j', 'k', 's')
    await expect.poll(() => said(page)).toBe('1 entry moved to spam.')
    expect(await page.locator('.entries .message').allTextContents()).toEqual(['four'])
    await press('u')
    await expect.poll(() => said(page)).toBe('1 entry is waiting again.')

    await page.goto(`${local()}/admin/entries`)
    await page.locator('p.keys button').waitFor()
    await press('j', 'h')
    await expect.poll(() => said(page)).toBe('1 entry hidden.')
    expect(await published()).toEqual(['one'])
    await page.locator('a.button').last().focus()
    await press('Enter')
    await page.locator('#text').focus()
    await page.keyboard.type('jkpsxu?')
    await press('Tab', 'Enter')
    await expect.poll(() => said(page)).toBe('Reply saved.')
    expect(await page.locator('.answer').textContent()).toBe('jkpsxu?')
  })

  test('the keys can be switched off, and do nothing in fields or with Ctrl', async () => {
    await hold('one', 'two')
    const page = await enter()
    await page.locator('p.keys button').waitFor()
    await page.keyboard.press('?')
    expect(await page.locator('dialog').isVisible()).toBe(true)
    expect(await audit(page)).toEqual([])
    await page.getByLabel('Use these keys').uncheck()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('j')
    expect(await page.locator('li:focus').count()).toBe(0)
    await page.reload()
    await page.locator('p.keys button').click()
    expect(await page.getByLabel('Use these keys').isChecked()).toBe(false)
    await page.getByLabel('Use these keys').check()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+j')
    expect(await page.locator('li:focus').count()).toBe(0)
    await page.keyboard.press('j')
    expect(await page.locator('li:focus .message').textContent()).toBe('one')
  })

  test.each([
    ['with the script', true],
    ['without it', false],
  ])('Enter in a checkbox sends nothing, and the selection stays (%s)', async (_, javaScriptEnabled) => {
    await hold('one', 'two', 'three')
    const page = await enter({ javaScriptEnabled })
    const posts: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') posts.push(request.postData() ?? '')
    })
    await page.getByLabel('Select: Guest, two').check()
    await page.getByLabel('Select: Guest, one').press('Enter')
    await page.getByLabel('Select: Guest, two').press('Enter')
    await page.locator('.bar').getByRole('button', { name: 'Publish' }).click()
    await expect.poll(() => said(page)).toBe('1 entry published.')
    expect(posts).toHaveLength(1)
    expect(await published()).toEqual(['two'])
  })

  test('the whole loop without a script', async () => {
    await hold('one', 'two', 'three')
    const page = await enter({ javaScriptEnabled: false, viewport: { width: 360, height: 700 } })
    expect(await page.locator('p.keys, .all, dialog').filter({ visible: true }).count()).toBe(0)
    await page.getByLabel('Select: Guest, two').check()
    await page.getByLabel('Select: Guest, one').check()
    await page.locator('.bar').getByRole('button', { name: 'Publish' }).click()
    expect(await said(page)).toBe('2 entries published.')
    expect(await published()).toEqual(['one', 'two'])
    await page.getByRole('button', { name: 'Refuse: Guest, three' }).click()
    expect(await page.locator('h1').textContent()).toBe('Refuse 1 entry?')
    await page.getByRole('link', { name: 'Leave it as it is' }).click()
    await page.getByRole('button', { name: 'Refuse: Guest, three' }).click()
    await page.getByRole('button', { name: 'Yes, refuse' }).click()
    expect(await said(page)).toBe('1 entry refused.')
    expect(await page.locator('h1').textContent()).toBe('Nothing is waiting')

    await page.goto(local())
    await page.getByRole('button', { name: 'Hide: Guest' }).first().click()
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.locator('.keeper [role=status]').textContent()).toBe('1 entry hidden.')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await published()).toEqual(['one', 'two'])
    await page.getByRole('link', { name: 'Reply: Guest' }).first().click()
    await page.getByLabel('Your reply').fill('Thank you')
    await page.getByRole('button', { name: 'Save the reply' }).click()
    expect(await page.locator('.answer').textContent()).toBe('Thank you')

    await page.goto(`${local()}/admin/entries`)
    await page.getByLabel('Words in it').fill('TWÖ')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(await page.locator('.message').allTextContents()).toEqual(['two'])
    await page.getByRole('button', { name: 'Remove: Guest, two' }).click()
    await page.getByRole('button', { name: 'Yes, remove for good' }).click()
    expect(await published()).toEqual(['one'])
    await page.getByRole('link', { name: 'Log' }).click()
    expect(await page.locator('.log li').first().textContent()).toContain('removed an entry for good')
  })

  test('Hide works on the public page with its script, and the entry leaves', async () => {
    await hold('visible')
    const page = await enter()
    await page.getByRole('button', { name: 'Publish: Guest, visible' }).click()
    await page.goto(local())
    await page.locator('.arrivals').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Hide: Guest' }).click()
    await page.getByText('1 entry hidden.').waitFor()
    expect(await page.locator('.entries > li').count()).toBe(0)
  })

  test('the title counts what comes while the page is open', async () => {
    await hold('one')
    const page = await enter()
    await page.clock.install()
    await page.goto(`${local()}/admin`)
    await page.locator('p.keys button').waitFor()
    await hold('two', 'three')
    await page.clock.runFor(11_000)
    await expect.poll(() => page.title()).toMatch(/^3 waiting – /)
    expect(await page.locator('.more a').textContent()).toBe('Show 2 more')
    await page.locator('.more a').click()
    await expect.poll(() => page.locator('.message').count()).toBe(3)
  })

  describe('no problem is found, nothing is too wide or too small for a thumb, in any language', () => {
    let page: Page
    beforeEach(async () => {
      await hold(`${'W'.repeat(300)}\nhttps://example.org`, 'こんにちは', 'مرحبا')
      await beside().append({ message: 'kept', name: 'X'.repeat(50) })
      page = await enter({ viewport: { width: 320, height: 640 }, hasTouch: true })
    })

    test('in the queue', async () => {
      await page.goto(`${local()}/admin`)
      await page.locator('label.all').waitFor()
      await fitsInEveryLanguage(page, 'what waits')
      await page.goto(`${local()}/admin`)
      // Only before the script starts can it be pressed while nothing is selected.
      await page.locator('.bar button').first().dispatchEvent('click')
      await page.locator('.said').waitFor()
      await fitsInEveryLanguage(page, 'nothing selected', '.said')
      await page.goto(`${local()}/admin`)
      await page.locator('.acts button').first().click()
      await page.locator('.undo').waitFor()
      await fitsInEveryLanguage(page, 'undo', '.undo')
    })

    test('in the list', async () => {
      await page.goto(`${local()}/admin/entries?name=x`)
      await fitsInEveryLanguage(page, 'the list')
      await page.goto(`${local()}/admin/entries?name=x`)
      await page.locator('.acts button').last().click()
      await page.locator('form.ask').waitFor()
      await fitsInEveryLanguage(page, 'the question', 'form.ask')
      await page.goto(`${local()}/admin/entries`)
      await page.locator('.acts a').first().click()
      await page.locator('#text').fill('a'.repeat(1001))
      await page.locator('form.reply button').click()
      await page.locator('.problem').waitFor()
      await fitsInEveryLanguage(page, 'a refused reply', '.problem')
    })

    test('in the log and in the book', async () => {
      await page.goto(`${local()}/admin/entries`)
      await page.locator('.acts button').first().click()
      await page.locator('.undo').waitFor()
      await page.goto(`${local()}/admin/log`)
      await fitsInEveryLanguage(page, 'the log')
      await page.goto(local())
      await page.locator('.keeper').first().waitFor()
      await fitsInEveryLanguage(page, 'the book', '.keeper')
    })
  })
})
