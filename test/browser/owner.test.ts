import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { post } from './guestbook.ts'
import { useOwners } from './owners-suite.ts'

describeWith(['chromium'], 'the owner’s pages', () => {
  const { suite, local, linkFor, open, enter } = useOwners()

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
})
