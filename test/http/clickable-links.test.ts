import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignedInBrowser, signIn } from '../admin/browser.ts'
import { openTablet, type Tablet } from '../kiosk/tablet.ts'
import { findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'

const ADDRESS = 'https://example.org/'

let guestbook: TestApp
let anna: SignedInBrowser
let tablet: Tablet
let id: string
beforeAll(async () => {
  guestbook = await startApp()
  anna = await signIn(guestbook)
  tablet = await openTablet(guestbook)
  const { book, feed } = guestbook
  await book.moderation.setSettings({ links: 'clickable', wallDelay: '0' }, 'test')
  const { entry } = await book.append({ name: ADDRESS, message: `Pictures: ${ADDRESS}` })
  id = entry.id
  await eventually('links in the page', async () => {
    expect(feed.state?.entries[0]?.id).toBe(id)
    expect(feed.state?.settings.links).toBe('clickable')
  })
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

const cookie = () => `${anna.cookie}; ${tablet.cookie}`

test('are links where visitors read', async () => {
  for (const url of ['/', `/entry/${id}`]) {
    const { body } = await guestbook.app.inject({ url })
    expect(linksOf(body), url).toEqual([ADDRESS])
  }
})

test.each(['/kiosk', '/wall', '/print', '/admin/entries', '/admin'])(
  'are text on %s, which must not lead away',
  async (url) => {
    const { body, statusCode } = await guestbook.app.inject({ url, headers: { cookie: cookie() } })
    expect(statusCode).toBe(200)
    if (url !== '/admin') expect(body).toContain(`Pictures: ${ADDRESS}`)
    expect(linksOf(body)).toEqual([])
  },
)

function linksOf(body: string): (string | undefined)[] {
  return findAll(body, 'a')
    .map(({ attributes }) => attributes.get('href'))
    .filter((href) => href?.startsWith('http'))
}
