import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'

test('nothing keeps a guestbook in memory after it was closed', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const closed = await openAndClose()
  await expect
    .poll(() => {
      collectGarbage()
      return closed.filter((part) => part.deref() !== undefined).length
    })
    .toBe(0)
})

async function openAndClose(): Promise<WeakRef<object>[]> {
  await using guestbook = await startApp()
  const { app, book, feed, metrics } = guestbook
  expect((await app.inject('/')).statusCode).toBe(200)
  return [app, book, feed, metrics].map((part) => new WeakRef(part))
}
