import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../support/app.ts'

test('a guestbook that drains still answers, but asks clients to leave and probes to send no more of them', async () => {
  await using guestbook = await startApp()
  const before = await guestbook.app.inject('/')
  expect(before.headers.connection).not.toBe('close')
  guestbook.drain()
  const page = await guestbook.app.inject('/')
  expect([page.statusCode, page.headers.connection]).toEqual([200, 'close'])
  const ready = await guestbook.app.inject('/readyz')
  expect([ready.statusCode, ready.json()]).toEqual([503, expect.objectContaining({ draining: true })])
  expect((await guestbook.app.inject('/livez')).statusCode).toBe(200)
})

test('a guestbook whose application was closed first lets go of its book, which can then be opened again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'guestbook-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  await using first = await startApp({ DATA_DIR: directory })
  await expect(startApp({ DATA_DIR: directory })).rejects.toThrow('in use')
  await first.app.close()
  await first.close()
  await using second = await startApp({ DATA_DIR: directory })
  expect((await second.app.inject('/')).statusCode).toBe(200)
})
