import { expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { awaitedLater } from '../support/awaited-later.ts'
import { describeWith } from '../support/machine.ts'
import { createGroup, type GroupNode, type RedisGroup } from './group.ts'

const { entries } = bookKeys('main')

/** Adds entries one after the other. @returns the ids of those that a replica has confirmed */
async function write(master: GroupNode, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    const id = await master.client.xadd(entries, '*', 'message', `${number}`)
    if (id !== null && (await master.client.wait(1, 10_000)) >= 1) ids.push(id)
  }
  return ids
}

async function holds(master: GroupNode, ids: readonly string[]): Promise<void> {
  const found = new Set((await master.client.xrange(entries, '-', '+')).map(([id]) => id))
  expect(ids.filter((id) => !found.has(id))).toEqual([])
}

const others = (group: RedisGroup, node: GroupNode) => group.nodes.filter((other) => other !== node)

/** Sentinels learn of the others by their clocks: waits for several seconds, which on a busy machine follow one another. */
const PATIENCE = 180_000

// Each test waits for sentinels nearly all of its time.
describeWith(
  ['redis-server'],
  'a group of three Redis servers with sentinels',
  () => {
    test.each([
      ['in their order', ['127.0.0.2', '127.0.0.3', '127.0.0.4']],
      ['in the opposite order', ['127.0.0.4', '127.0.0.3', '127.0.0.2']],
    ])('begins with one master, started %s', async (_, order) => {
      await using group = await createGroup()
      for (const name of order) await group.start(name)
      expect((await group.master()).name).toBe('127.0.0.2')
    })

    test('all killed at once: one master, and every confirmed entry is there', async () => {
      await using group = await createGroup()
      await group.start()
      const ids = await write(await group.settled(), 50)
      expect(ids.length).toBe(50)
      await group.killAll()
      await group.start()
      await holds(await group.master(), ids)
    })

    test('the master’s node is gone after a loss of all: another takes over with every confirmed entry', async ({
      expect,
    }) => {
      await using group = await createGroup()
      await group.start()
      const master = await group.settled()
      const ids = await write(master, 50)
      await group.killAll()
      for (const node of others(group, master)) await node.start()
      const next = await group.master()
      expect(next).not.toBe(master)
      await holds(next, ids)
      // It comes back with what it had, and follows.
      await master.start()
      await expect
        .poll(async () => (await master.replication()).includes('master_link_status:up'), { timeout: 60_000 })
        .toBe(true)
      expect(await group.master()).toBe(next)
    })

    test('a replica that was away when all were lost does not take over', async () => {
      await using group = await createGroup()
      await group.start()
      const master = await group.settled()
      const [behind, current] = others(group, master) as [GroupNode, GroupNode]
      const early = await write(master, 5)
      await behind.end('SIGKILL')
      const late = await write(master, 20)
      expect(late.length).toBe(20)
      await group.killAll()
      await behind.start()
      await current.start()
      const next = await group.master()
      expect(next).toBe(current)
      await holds(next, [...early, ...late])
    })

    test('a master that lost its disk does not empty the others', async () => {
      await using group = await createGroup()
      await group.start()
      const master = await group.settled()
      const ids = await write(master, 20)
      await group.killAll()
      await master.loseDisk()
      await group.start()
      await holds(await group.master(), ids)
    })

    test('a master that is killed under load is replaced, and comes back as a replica', async ({ expect }) => {
      await using group = await createGroup()
      await group.start()
      const master = await group.settled()
      const ids = await write(master, 30)
      await master.end('SIGKILL')
      const next = await group.master()
      expect(next).not.toBe(master)
      const more = await write(next, 10)
      await master.start()
      await expect
        .poll(async () => (await master.replication()).includes('master_link_status:up'), { timeout: 60_000 })
        .toBe(true)
      await holds(next, [...ids, ...more])
    })

    test('a master that ends before the sentinels know whom to promote waits until they do', async () => {
      await using group = await createGroup()
      await group.start()
      const master = await group.master()
      const ids = await write(master, 5)
      await master.handOver()
      expect(await master.replication()).toContain('role:slave')
      await master.end('SIGTERM')
      await holds(await group.master(), ids)
    })

    test('a master that ends on purpose hands over first, and no confirmed entry is lost', async ({ expect }) => {
      await using group = await createGroup()
      await group.start()
      const master = await group.settled()
      const ids: string[] = []
      // Ends once writes are paused for too long, or refused because the server has become a replica.
      const writing = awaitedLater(
        (async () => {
          for (;;) ids.push(...(await write(master, 1)))
        })(),
      )
      await expect.poll(() => ids.length).toBeGreaterThan(20)
      await master.handOver()
      expect(await master.replication()).toContain('role:slave')
      await expect(writing).rejects.toThrow(/READONLY|timed out/)
      await master.end('SIGTERM')
      const next = await group.master()
      expect(next).not.toBe(master)
      await holds(next, ids)
    })
  },
  { concurrent: true, timeout: PATIENCE },
)
