import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { SIGNATURE } from '../support/entry.ts'
import { signIn } from './browser.ts'

const DRAWN = '<bdi>Ada</bdi> <bdi>Oslo</bdi><svg aria-hidden="true" viewBox="12 32 296 96"><path '

test('an owner sees the signature and the answer of an entry before it is published, and finds the answer', async () => {
  await using guestbook = await startApp()
  const anna = await signIn(guestbook)
  const draft = { name: 'Ada', message: 'Hello', extra: 'Oslo', signature: SIGNATURE }
  const { entry } = await guestbook.book.append(draft, { screening: { hold: ['link'] } })
  expect((await anna.get('/admin')).body).toContain(DRAWN)
  await guestbook.book.moderation.decide([entry.id], 'publish', 'Anna')
  expect((await anna.get('/admin/entries?q=oslo')).body).toContain(DRAWN)
  expect((await anna.get('/admin/entries?q=bergen')).body).not.toContain(DRAWN)
})
