import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HONEYPOT } from '../../server/signing/screening/honeypot.ts'
import { describeWith } from '../support/machine.ts'
import { openBook, useSuite } from './guestbook.ts'

/** What somebody has saved in their browser, by Chromium's names for it. */
const ADDRESS = {
  NAME_FULL: 'Ada Lovelace',
  NAME_FIRST: 'Ada',
  NAME_LAST: 'Lovelace',
  EMAIL_ADDRESS: 'ada@example.com',
  PHONE_HOME_WHOLE_NUMBER: '+49 30 123456',
  COMPANY_NAME: 'Engines Ltd',
  ADDRESS_HOME_LINE1: 'Mill Street 1',
  ADDRESS_HOME_CITY: 'London',
  ADDRESS_HOME_ZIP: 'W1',
  ADDRESS_HOME_COUNTRY: 'GB',
}

/** Fills in the form as Chromium does when somebody chooses their saved address in the name field. */
async function fillIn(page: Page, session: CDPSession): Promise<void> {
  const { root } = await session.send('DOM.getDocument', { depth: -1 })
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#name' })
  const { node } = await session.send('DOM.describeNode', { nodeId })
  const fields = Object.entries(ADDRESS).map(([name, value]) => ({ name, value }))
  await expect
    .poll(async () => {
      // Chromium looks at a form some time after it was loaded or changed.
      await session.send('Autofill.trigger', { fieldId: node.backendNodeId, address: { fields } }).catch(() => {})
      return page.locator('#name').inputValue()
    })
    .toBe(ADDRESS.NAME_FULL)
}

describeWith(['chromium'], 'Chromium’s autofill', () => {
  const suite = useSuite()
  let page: Page
  let session: CDPSession
  beforeAll(async () => {
    page = await suite.browser.newPage()
    session = await page.context().newCDPSession(page)
    await session.send('DOM.enable')
    await session.send('Autofill.enable')
  })
  afterAll(() => page?.close())

  test.each<[what: string, className: string]>([
    ['hidden', 'leave-empty'],
    ['visible, as without the style', 'field'],
  ])('fills in the name, but never the field for programs: %s', async (_what, className) => {
    await openBook(page, suite.server.url)
    await page.locator('.leave-empty').evaluate((element, name) => {
      element.setAttribute('class', name)
    }, className)
    await fillIn(page, session)
    expect(await page.locator(`#${HONEYPOT}`).inputValue()).toBe('')
  })

  test('does so although fields around it are of an address, and although it ignores autocomplete="off"', async () => {
    await openBook(page, suite.server.url)
    await page.locator('.leave-empty').evaluate((element) => {
      element.setAttribute('class', 'field')
      element.insertAdjacentHTML(
        'afterend',
        ['email', 'company', 'city']
          .map((name) => `<label for="${name}">${name}</label><input id="${name}" name="${name}" autocomplete="off">`)
          .join(''),
      )
    })
    await expect
      .poll(async () => {
        await page.locator('#name').fill('')
        await fillIn(page, session)
        return page.locator('#email').inputValue()
      })
      .toBe(ADDRESS.EMAIL_ADDRESS)
    expect(await page.locator('#city').inputValue()).toBe(ADDRESS.ADDRESS_HOME_CITY)
    expect(await page.locator(`#${HONEYPOT}`).inputValue()).toBe('')
  })
})
