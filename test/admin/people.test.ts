import { afterAll, beforeAll, expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { pressEnter, SignedInBrowser, sessionCookieOf, signIn } from './browser.ts'

let guestbook: TestApp
let anna: SignedInBrowser
beforeAll(async () => {
  guestbook = await startApp()
  anna = await signIn(guestbook)
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

const codeIn = (body: string) => /\/admin\/enter\/([\w-]{22})"/.exec(body)?.[1] ?? ''
const person = async (name: string) => {
  const found = (await guestbook.book.owners.people()).find((one) => one.name === name)
  if (!found) throw new Error(`expected ${name} among the people`)
  return found
}

test.each(['owner', 'moderator'] as const)(
  'an owner makes a link for another %s, shown as address and QR code',
  async (role) => {
    const name = `new ${role}`
    const page = await anna.post('/admin/people', { name, role }, { host: 'book.test:8080' })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(`A link for ${name}`)
    expect(page.body).toMatch(
      /<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="qr" role="img" aria-label="The link as a QR code"/,
    )
    expect(page.body).toMatch(/<a href="http:\/\/book\.test:8080\/admin\/enter\/[\w-]{22}"/)
    expect(page.body).not.toMatch(/ style=|<script|<style/)
    const entered = await pressEnter(guestbook.app, codeIn(page.body))
    const helper = new SignedInBrowser(guestbook.app, sessionCookieOf(entered))
    expect((await helper.get('/admin/people')).statusCode).toBe(role === 'owner' ? 200 : 403)
    expect(await person(name)).toMatchObject({ role })
  },
)

test('with a public address the link has that', async () => {
  await using known = await startApp({ PUBLIC_URL: 'https://book.example' })
  const bob = await signIn(known, { name: 'Bob', headers: { host: 'book.example' } })
  const page = await bob.post('/admin/people', { name: 'Eve', role: 'owner' })
  expect(page.body).toMatch(/<a href="https:\/\/book\.example\/admin\/enter\/[\w-]{22}"/)
})

test('a link for another device signs in the same person', async () => {
  const { id } = await person('Anna')
  const page = await anna.post(`/admin/people/${id}/link`)
  const entered = await pressEnter(guestbook.app, codeIn(page.body), { 'user-agent': 'Firefox/150.0 Android' })
  expect(entered.statusCode).toBe(303)
  expect((await person('Anna')).sessions.map(({ device }) => device)).toContain('Firefox, Android')
})

test('one device is signed out, and the others stay', async () => {
  const [lost, kept] = [await signIn(guestbook, { name: 'Lou' }), await signIn(guestbook, { name: 'Lou' })]
  const { sessions } = await person('Lou')
  const signedIn = await guestbook.book.owners.find(lost.cookie.split('=')[1] ?? '')
  const id = sessions.find((session) => session.id === signedIn?.session.id)?.id ?? ''
  const ended = await anna.post(`/admin/people/sessions/${id}/end`)
  expect([ended.statusCode, headerOf(ended, 'location')]).toEqual([303, '/admin/people?done=ended'])
  expect((await lost.get('/admin')).statusCode).toBe(303)
  expect((await kept.get('/admin')).statusCode).toBe(200)
  const again = await anna.post(`/admin/people/sessions/${id}/end`)
  expect(headerOf(again, 'location')).toBe('/admin/people?done=gone')
})

test('a person is signed out everywhere, or removed', async () => {
  const phone = await signIn(guestbook, { name: 'Mia', role: 'moderator' })
  const { id } = await person('Mia')
  expect((await anna.post(`/admin/people/${id}/sign-out`)).statusCode).toBe(303)
  expect((await phone.get('/admin')).statusCode).toBe(303)
  expect((await anna.get('/admin/people')).body).toContain('Mia')
  const removed = await anna.post(`/admin/people/${id}/remove`)
  expect(headerOf(removed, 'location')).toBe('/admin/people?done=removed')
  const page = (await anna.get('/admin/people?done=removed')).body
  expect(page).not.toContain('Mia')
  expect(page).toContain('Removed, and signed out everywhere.')
  expect(headerOf(await anna.post(`/admin/people/${id}/link`), 'location')).toBe('/admin/people?done=gone')
})

test('a session made from a removed person’s link is none', async () => {
  await signIn(guestbook, { name: 'Rob' })
  const code = await guestbook.book.owners.invite({ name: 'Rob', role: 'owner' })
  await anna.post(`/admin/people/${(await person('Rob')).id}/remove`)
  expect((await pressEnter(guestbook.app, code)).statusCode).toBe(410)
})

test.each([
  ['', 'Please give a name'],
  [' \u200b ', 'Please give a name'],
  ['x'.repeat(51), 'That name cannot be used'],
  ['a\u0301'.repeat(20).replace(/a/, `a${'\u0301'.repeat(20)}`), 'That name cannot be used'],
  ['ANNA', 'Somebody with another role has that name already'],
])('no link is made for the name %j', async (name, reason) => {
  const page = await anna.post('/admin/people', { name, role: 'moderator' })
  expect(page.statusCode).toBe(422)
  expect(page.body).toContain(reason)
  expect(page.body).not.toContain('class="qr"')
})

test('no link is made for another role', async () => {
  for (const role of ['', 'admin', 'Owner', '__proto__']) {
    expect((await anna.post('/admin/people', { name: 'Eve', role })).statusCode).toBe(400)
  }
})

test('a name is text everywhere', async () => {
  const name = '<img src=x onerror=alert(1)>"\'&'
  const browser = await signIn(guestbook, { name })
  const { id } = await person(name)
  const pages = [
    await browser.get('/admin'),
    await browser.get('/admin/people'),
    await anna.post(`/admin/people/${id}/link`),
    await anna.post('/admin/people', { name: `${name}${'x'.repeat(60)}`, role: 'owner' }),
  ]
  for (const { body } of pages) {
    expect(body).toContain('&#60;img')
    expect(body).not.toContain('<img')
  }
})

test.each(['__proto__', '..', '%2e%2e', 'x'.repeat(99)])('there is nobody called %s', async (id) => {
  const response = await anna.post(`/admin/people/${id}/remove`)
  expect([303, 404]).toContain(response.statusCode)
})
