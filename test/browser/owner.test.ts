import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { describeWith } from '../support/machine.ts'
import { runOwner } from '../support/run-command.ts'
import { post, useSuite } from './guestbook.ts'
import { fitsInEveryLanguage } from './in-every-language.ts'

describeWith(['chromium'], 'the owner’s pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-owner-pages-'))
  const suite = useSuite({
    args: ['--host-resolver-rules=MAP guestbook.test 127.0.0.1'],
    environment: { HOST: '0.0.0.0', DATA_DIR: folder },
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const local = () => `http://localhost:${suite.server.port}`

  /** The path of a new sign-in link, from the command beside the server. */
  async function linkFor(...args: string[]): Promise<string> {
    const { output } = await runOwner({ DATA_DIR: folder }, ...args)
    return new URL(/https?:\S+/.exec(output)?.[0] ?? '').pathname
  }

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await suite.browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...options })
    return context.newPage()
  }

  async function enter(page: Page, base: string, ...args: string[]): Promise<void> {
    await page.goto(base + (await linkFor(...args)))
    await page.locator('button.main').click()
    await page.waitForURL(`${base}/admin?welcome`)
  }

  test.each([true, false])('an owner signs as such on the book’s own page (scripts: %s)', async (javaScriptEnabled) => {
    const page = await open({ javaScriptEnabled })
    await enter(page, local(), '--name', 'Anna')
    await page.goto(`${local()}/`)
    if (javaScriptEnabled) await page.locator('.arrivals').waitFor({ state: 'attached' })
    const message = `From the owner (${javaScriptEnabled})`
    await page.locator('#message').fill(message)
    await page.getByRole('button', { name: 'Sign as the owner' }).click()
    await page.waitForURL(`${local()}/?done=signed#*`)
    expect(await page.locator('.keeper [role=status]').textContent()).toBe('Your entry is in the book.')
    const entry = page.locator('.entries > li', { hasText: message })
    expect(await entry.locator('small.owner').count()).toBe(1)
    expect(await entry.locator('bdi').textContent()).toBe('Anna')
    expect(await page.locator('#message').inputValue()).toBe('')
  })

  test('on a wide screen the places of the navigation stand in one line in every language', async () => {
    const page = await open({ viewport: { width: 1200, height: 800 }, javaScriptEnabled: false })
    await enter(page, local(), '--name', 'Anna')
    for (const language of LANGUAGES) {
      await page.setExtraHTTPHeaders({ 'guestbook-language': language })
      await page.goto(`${local()}/admin`)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const tops = await page
        .locator('nav a:not(.title)')
        .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top))
      expect(tops.length).toBeGreaterThan(4)
      expect(new Set(tops), language).toEqual(new Set([tops[0]]))
    }
  })

  test('all is done without a script: in, a link for a helper, out, and nothing is left behind', async () => {
    const page = await open({ javaScriptEnabled: false })
    await enter(page, local(), '--name', 'Anna')
    expect(await page.locator('.said').textContent()).toBe('Hello, Anna')
    expect(await page.locator('.notice').count()).toBe(0)
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByLabel('Name').fill('Mo')
    await page.getByRole('button', { name: 'Make a link' }).click()
    expect(await page.locator('svg.qr').count()).toBe(1)
    const link = (await page.locator('.link a').getAttribute('href')) ?? ''

    const helper = await open({ javaScriptEnabled: false })
    await helper.goto(link)
    await helper.locator('button.main').click()
    expect(await helper.locator('.said').textContent()).toBe('Hello, Mo')
    expect(await helper.getByRole('link', { name: 'People' }).count()).toBe(0)

    await page.getByRole('link', { name: 'People' }).click()
    await page.getByRole('button', { name: 'Remove: Mo' }).click()
    expect(await page.locator('.said').textContent()).toBe('Removed, and signed out everywhere.')
    await helper.reload()
    expect(new URL(helper.url()).pathname).toBe('/admin/enter')

    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    expect(await page.locator('.said').textContent()).toBe('You are signed out on this device.')
    await page.goBack()
    expect(new URL(page.url()).pathname).toBe('/admin/enter')
    expect(await page.content()).not.toContain('Anna')
  })

  test('scripts write dates in the page’s language, whichever the browser has', async () => {
    await post(local(), 'A date in another language')
    const page = await open({ locale: 'de', timezoneId: 'UTC', extraHTTPHeaders: { 'guestbook-language': 'fr' } })
    await enter(page, local(), '--name', 'Léa')
    await page.goto(`${local()}/admin/entries`)
    const time = page.locator('.entries time[title]').first()
    const written = new Date((await time.getAttribute('datetime')) ?? '')
    const day = new Intl.DateTimeFormat('fr', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
    expect(await time.getAttribute('title')).toContain(day.format(written))
  })

  test('all is done by keyboard', async () => {
    const page = await open()
    await page.goto(local() + (await linkFor('--name', 'Kay')))
    const press = async (key: string, times = 1) => {
      for (let time = 0; time < times; time++) await page.keyboard.press(key)
    }
    await press('Tab', 2)
    await press('Enter')
    await page.waitForURL(`${local()}/admin?welcome`)
    const people = page.getByRole('link', { name: 'People' })
    const isThere = () => people.evaluate((link) => link === document.activeElement)
    for (let step = 0; step < 20 && !(await isThere()); step++) await press('Tab')
    await press('Enter')
    await page.waitForURL(`${local()}/admin/people`)
    await page.getByLabel('Name').focus()
    await page.keyboard.type('Kit')
    await press('Tab')
    await press('ArrowUp')
    await press('Enter')
    await page.locator('svg.qr').waitFor()
    expect(await page.locator('.link h2').textContent()).toBe('A link for Kit')
  })

  test('on plain HTTP under a real name it works, and says once that others could read along', async () => {
    const base = `http://guestbook.test:${suite.server.port}`
    const page = await open()
    await enter(page, base, '--name', 'Pat')
    expect(await page.locator('.notice').textContent()).toMatch(/^This connection is not encrypted/)
    await page.goto(`${base}/admin`)
    expect(await page.locator('.notice').count()).toBe(0)
    await page.goto(`${base}/admin/people`)
    await page.getByLabel('Name').fill('Quin')
    await page.getByRole('button', { name: 'Make a link' }).click()
    await page.locator('svg.qr').waitFor()
  })

  test('a link in a mail leads to the owner’s page, although the session’s cookie is strict', async () => {
    const mail = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<a href="${local()}/admin/people?done=gone">Look</a><a href="${local()}/admin/enter">In</a>`)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => mail.once('listening', resolve))
    try {
      const address = `http://127.0.0.1:${(mail.address() as AddressInfo).port}/`
      const page = await open()
      await page.goto(address)
      await page.getByRole('link', { name: 'Look' }).click()
      await page.waitForURL(`${local()}/admin/enter`)
      await enter(page, local(), '--name', 'Ray')
      await page.goto(address)
      await page.getByRole('link', { name: 'Look' }).click()
      await page.locator('.people').waitFor()
      expect(page.url()).toBe(`${local()}/admin/people?done=gone`)
    } finally {
      mail.close()
    }
  })

  test('a form of another site changes nothing', async () => {
    const page = await open()
    await enter(page, local(), '--name', 'Sam')
    const evil = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<form method="post" action="${local()}/admin/leave"><button>Win</button></form>`)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => evil.once('listening', resolve))
    try {
      await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`)
      await page.getByRole('button', { name: 'Win' }).click()
      await page.waitForURL(`${local()}/admin/leave`)
      expect(await page.locator('h1').textContent()).toBe('That was not sent from here')
      await page.goto(`${local()}/admin`)
      expect(await page.locator('footer p').textContent()).toBe('Signed in as Sam')
    } finally {
      evil.close()
    }
  })

  test.each([280, 320, 360])('no Korean word is broken at %d pixels', async (width) => {
    const page = await open({ viewport: { width, height: 640 }, locale: 'ko' })
    await page.goto(local() + (await linkFor('--name', 'Kim')))
    expect(await page.locator('.how').textContent()).toMatch(/\p{Script=Hangul}/u)
    const broken = await page.locator('.how').evaluateAll((all) =>
      all.flatMap(({ firstChild: text }) =>
        [...(text?.nodeValue ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
          const range = new Range()
          range.setStart(text as Text, index)
          range.setEnd(text as Text, index + word.length)
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : []
        }),
      ),
    )
    expect(broken).toEqual([])
  })

  describe('no problem is found, nothing is too wide and nothing too small for a thumb, in any language', () => {
    const narrow = () => open({ viewport: { width: 320, height: 640 }, hasTouch: true })

    test('on the way in', async () => {
      const page = await narrow()
      await page.goto(`${local()}/admin/enter`)
      await fitsInEveryLanguage(page, 'how to get in')
      await page.goto(`${local()}/admin/enter/${'A'.repeat(22)}`)
      await fitsInEveryLanguage(page, 'a link that does not work')
      await page.goto(local() + (await linkFor('--name', 'W'.repeat(50))))
      await fitsInEveryLanguage(page, 'a link that works')
      await page.locator('button.main').click()
      await page.waitForURL(`${local()}/admin?welcome`)
      await fitsInEveryLanguage(page, 'the start', '.said')
    })

    test('in the settings', async () => {
      const page = await narrow()
      await enter(page, local(), '--name', 'W'.repeat(50))
      await page.goto(`${local()}/admin/settings?done=saved&meanwhile=title,intro.de`)
      await fitsInEveryLanguage(page, 'settings')
      await page.goto(`${local()}/admin/settings`)
      for (const summary of await page.locator('details summary').all()) await summary.click()
      await page.locator('[name="title.ar"]').fill('x'.repeat(101))
      await page.locator('[name=timeZone]').fill('Nowhere')
      await page.locator('[value=closed]').check()
      await page.locator('[name=opens]').fill('2099-01-01T10:00')
      await page.locator('button.main').click()
      await page.locator('.problem').first().waitFor()
      await fitsInEveryLanguage(page, 'refused settings', '.problem')
    })

    test('among the people', async () => {
      const page = await narrow()
      await enter(page, local(), '--name', 'W'.repeat(50))
      await page.goto(`${local()}/admin/sign?done`)
      await fitsInEveryLanguage(page, 'signing')
      await page.goto(`${local()}/admin/people?done=ended`)
      await fitsInEveryLanguage(page, 'people')
    })

    test('in an invitation', async () => {
      const page = await narrow()
      await enter(page, local(), '--name', 'W'.repeat(50))
      for (const [name, shown] of [
        ['\u200b', '.problem'],
        ['Zoë', '.qr'],
      ] as const) {
        await page.goto(`${local()}/admin/people`)
        await page.locator('#name').fill(name)
        await page.locator('.invite button').click()
        await page.locator(shown).waitFor()
        await fitsInEveryLanguage(page, 'after an invitation', shown)
      }
    })
  })
})
