import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { lockFile, withLock } from '../../scripts/setup/lock.js'

test('two set-ups of a checkout run one after the other, and the second says that it is waiting', async () => {
  const root = `/checkout/${randomUUID()}`
  const { promise: finish, resolve: finishFirst } = Promise.withResolvers<void>()
  const { promise: waits, resolve: nowWaits } = Promise.withResolvers<string>()
  using _ = vi.spyOn(console, 'error').mockImplementation(nowWaits)
  const order: string[] = []
  const first = withLock(root, async () => {
    await finish
    order.push('first')
  })
  const second = withLock(root, async () => {
    order.push('second')
  })
  expect(await waits).toMatch(/^Waiting for another process/)
  finishFirst()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
  expect(existsSync(lockFile(root))).toBe(false)
})

test('a killed set-up does not block the next one', async () => {
  const root = `/checkout/${randomUUID()}`
  const { pid: dead } = spawnSync(process.execPath, ['--eval', '0'])
  await symlink(`${dead}`, lockFile(root))
  let isDone = false
  await withLock(root, async () => {
    isDone = true
  })
  expect(isDone).toBe(true)
})

test('the lock is released if the set-up fails', async () => {
  const root = `/checkout/${randomUUID()}`
  await expect(withLock(root, async () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
  expect(existsSync(lockFile(root))).toBe(false)
})
