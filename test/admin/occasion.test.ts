import { expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp } from '../support/app.ts'
import { signIn } from './browser.ts'

test('the page for the occasion leads to the wall, in the owner’s language', async () => {
  await using guestbook = await startApp()
  const anna = await signIn(guestbook)
  const page = await anna.get('/admin/occasion', { 'accept-language': 'de' })
  expect(page.statusCode).toBe(200)
  expect(find(page.body, 'h1').text).toBe('Für den Anlass')
  const links = findAll(page.body, 'a').map(({ attributes, text }) => [attributes.get('href'), text])
  expect(links).toContainEqual(['/wall', 'Die Wand'])
  expect(links).toContainEqual(['/admin/occasion', 'Anlass'])
  const moderator = await signIn(guestbook, { name: 'Mo', role: 'moderator' })
  expect((await moderator.get('/admin')).body).not.toContain('/admin/occasion')
})
