import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { PathProxy } from '../support/path-proxy.ts'
import { runOwner } from '../support/run-command.ts'
import { expectSigned, openBook, post, postMany, shownOn, sign, useSuite } from './guestbook.ts'

describeWith(['chromium'], 'below a path that the book does not know', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guestbook-path-'))
  const suite = useSuite({ environment: { DATA_DIR: folder } })
  let proxy: PathProxy
  beforeAll(async () => {
    // As "kubectl proxy" does, it changes Host.
    proxy = await PathProxy.start({ path: '/some/path', strips: true, headers: { host: '10.0.0.1:6443' } })
    proxy.target = suite.server.port
  })
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  async function openPage() {
    const context = await suite.browser.newContext({ locale: 'en' })
    const page = await context.newPage()
    const failed: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`)
    })
    return Object.assign(page, { failed })
  }

  test('a visitor signs, sees others sign, reads older entries, changes the language and opens an entry', async () => {
    await postMany(suite.server.url, 'entry', 25)
    const page = await openPage()
    await openBook(page, `${proxy.url}/`)
    await sign(page, 'from below', 'Ada')
    await expectSigned(page)
    await post(suite.server.url, 'from elsewhere')
    await expect.poll(async () => (await shownOn(page))[0]).toBe('from elsewhere')
    await page.locator('a.older').click()
    await expect.poll(() => shownOn(page)).toHaveLength(27)
    await page.locator('.entries a:has(time)').first().click()
    await page.waitForURL(/\/some\/path\/entry\/\d+-\d+$/)
    expect(await page.locator('.message').first().textContent()).toBe('from elsewhere')
    await page.goto(`${proxy.url}/`)
    await page.getByRole('link', { name: 'Deutsch' }).click()
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('de')
    expect(page.url()).toBe(`${proxy.url}/`)
    expect(page.failed).toEqual([])
  })

  test('an author changes an entry and takes it back, without leaving the page', async () => {
    const page = await openPage()
    await openBook(page, `${proxy.url}/`)
    await sign(page, 'to be changed')
    await expectSigned(page)
    await page.getByRole('link', { name: 'Change' }).click()
    await page.locator('li #change-message').fill('has been changed')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await expect.poll(async () => (await shownOn(page))[0]).toBe('has been changed')
    await page.getByRole('link', { name: 'Take back' }).click()
    await page.locator('li form.own button').click()
    await expect.poll(async () => (await shownOn(page))[0]).not.toBe('has been changed')
    expect(new URL(page.url()).pathname).toBe('/some/path/')
    expect(page.failed).toEqual([])
  })

  test('a draft is kept for this book alone, not for others on the same host', async () => {
    const page = await openPage()
    await openBook(page, `${proxy.url}/`)
    await page.locator('#message').fill('half a thought')
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual(['guestbook-draft/some/path'])
    await page.reload()
    await expect.poll(() => page.locator('#message').inputValue()).toBe('half a thought')
  })

  test('an owner enters and leaves', async () => {
    const page = await openPage()
    const { output } = await runOwner({ DATA_DIR: folder }, '--name', 'Anna')
    const link = new URL(/https?:\S+/.exec(output)?.[0] ?? '').pathname
    await page.clock.install()
    await page.goto(proxy.url + link)
    await page.locator('button.main').click()
    await page.waitForURL(`${proxy.url}/admin?welcome`)
    const counted = page.waitForResponse(`${proxy.url}/admin/count`)
    await page.clock.runFor(11_000)
    await counted
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByLabel('Name').fill('Mo')
    await page.getByRole('button', { name: 'Make a link' }).click()
    expect(await page.locator('.link a').getAttribute('href')).toContain(`${proxy.url}/admin/enter/`)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL(`${proxy.url}/admin/enter?left`)
    expect(page.failed).toEqual([])
  })
})
