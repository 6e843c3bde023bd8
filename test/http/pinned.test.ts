import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { formatPosition, type Position } from '../../server/common/position.ts'
import { startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { listening, markEntry, readEverywhere, startFrontEnds, type TestFrontEnd } from './every-front-end.ts'
import { headerOf } from './requests.ts'

/** Pinned entries stand on top of the newest page of every front end, however old they are. */
function pinnedEverywhere(start: (resources: AsyncDisposableStack) => Promise<readonly TestFrontEnd[]>): void {
  const resources = new AsyncDisposableStack()
  let frontEnds: readonly TestFrontEnd[]
  let first: TestFrontEnd
  /** Older than what a front end keeps in memory. */
  let old: Entry
  let recent: Entry
  beforeAll(async () => {
    frontEnds = await start(resources)
    first = frontEnds[0] as TestFrontEnd
    old = (await first.book.append({ name: 'Ada', message: 'an old one' })).entry
    const more = Array.from({ length: 260 }, (_, index) => first.book.append({ message: `number ${index}` }))
    await Promise.all(more)
    const appended = await first.book.append({ message: 'a recent one' })
    recent = appended.entry
    await readEverywhere(frontEnds, appended.position)
  })
  afterAll(() => resources.disposeAsync())
  beforeEach(async () => {
    for (const { id } of await first.book.moderation.pinned())
      await readEverywhere(frontEnds, await mark(id, { kind: 'unpin' }))
  })

  const mark = (...how: Parameters<typeof markEntry> extends [unknown, ...infer Rest] ? Rest : never) =>
    markEntry(first, ...how)

  /** The ids on top of the page and in the API, which must agree. */
  function topOf({ page, api }: { readonly page: string; readonly api: string }): string[] {
    const ids = [...page.matchAll(/<li data-id="([\d-]+)"/g)].map(([, id]) => id ?? '')
    const { pinned } = JSON.parse(api) as { pinned?: Entry[] }
    expect(pinned?.map(({ id }) => id) ?? []).toEqual(ids)
    if (pinned) expect(pinned.every((entry) => entry.pinned)).toBe(true)
    return ids
  }

  async function expectOnTop(position: Position, ids: readonly string[]): Promise<void> {
    for (const told of await readEverywhere(frontEnds, position)) expect(topOf(told)).toEqual(ids)
  }

  test('also one that is older than memory; counts, paging, feed and places stay as they are', async () => {
    const before = await readEverywhere(frontEnds, await mark(recent.id, { kind: 'pin' }))
    const position = await mark(old.id, { kind: 'pin' })
    const now = await readEverywhere(frontEnds, position)
    for (const [index, told] of now.entries()) {
      expect(topOf(told)).toEqual([recent.id, old.id])
      expect(told.totals).toEqual(before[index]?.totals)
      expect(told.ids).toEqual(before[index]?.ids)
      expect(idsIn(told.feed)).toEqual(idsIn(before[index]?.feed ?? ''))
      expect(told.tags[0]).not.toBe(before[index]?.tags[0])
      expect(told.tags[1]).not.toBe(before[index]?.tags[1])
      expect(JSON.parse(told.api).next).toBe(told.ids[1]?.at(-1))
    }
    for (const { app } of frontEnds) {
      const { next } = (await app.inject('/api/entries?limit=20')).json()
      for (const url of [`/?before=${next}`, `/api/entries?before=${next}`, `/?after=${old.id}`]) {
        const { body } = await app.inject({ url, headers: { 'guestbook-position': formatPosition(position) } })
        expect(body).not.toMatch(/data-id=|"pinned":\[/)
      }
    }
    await expectOnTop(await mark(recent.id, { kind: 'unpin' }), [old.id])
  })

  test('leave the top when they are hidden, and have their place back when they are shown', async () => {
    await mark(recent.id, { kind: 'pin' })
    await expectOnTop(await mark(old.id, { kind: 'pin' }), [recent.id, old.id])
    const hidden = await readEverywhere(frontEnds, await mark(old.id, { kind: 'hide' }))
    for (const told of hidden) expect(told.page + told.api).not.toContain('an old one')
    await expectOnTop(await mark(old.id, { kind: 'show' }), [recent.id, old.id])
    const answered = await readEverywhere(frontEnds, await mark(old.id, { kind: 'reply', text: 'an old answer' }))
    for (const told of answered)
      expect([told.page, told.api].every((text) => text.includes('an old answer'))).toBe(true)
    await mark(old.id, { kind: 'reply', text: '' })
  })

  test('are seen at once by the visitor who brings the position of the pin', async () => {
    const position = formatPosition(await mark(old.id, { kind: 'pin' }))
    for (const { app } of frontEnds) {
      const [page, api] = await Promise.all(
        ['/', '/api/entries'].map((url) => app.inject({ url, headers: { 'guestbook-position': position } })),
      )
      expect(topOf({ page: page?.body ?? '', api: api?.body ?? '' })).toEqual([old.id])
    }
  })

  test('make no page larger than it may be', async () => {
    const words = '👩‍👩‍👧‍👦'.repeat(360)
    const pinned = [
      await first.book.append({ message: `1${words}` }),
      await first.book.append({ message: `2${words}` }),
    ]
    for (let count = 0; count < 12; count++) await first.book.append({ message: `${count}${words}` })
    let position = pinned[0]?.position as Position
    for (const { entry } of pinned) position = await mark(entry.id, { kind: 'pin' })
    for (const { page, api } of await readEverywhere(frontEnds, position)) {
      expect(Buffer.byteLength(page)).toBeLessThan(125_000)
      const { entries, pinned, next } = JSON.parse(api)
      expect([pinned.length, next]).toEqual([2, entries.at(-1).id])
      expect(entries.length).toBeGreaterThan(0)
    }
  })

  test('a book without any says nothing of them', async () => {
    for (const { app } of frontEnds) {
      expect(Object.keys((await app.inject('/api/entries')).json())).toEqual(['entries', 'next', 'total'])
      expect(headerOf(await app.inject('/'), 'etag')).toBe(headerOf(await app.inject('/'), 'etag'))
    }
  })
}

function idsIn(feed: string): string[] {
  return [...feed.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id ?? '')
}

describe('on SQLite', () => {
  pinnedEverywhere(async (resources) => [await listening(resources.use(await startApp()))])
})

describeWith(['redis'], 'on Redis, over two front ends', () => {
  pinnedEverywhere(async (resources) => {
    const redis = resources.use(await startRedis({ replicas: 1 }))
    return startFrontEnds(resources, redis.master, [redis.replicas[0], redis.replicas[0]])
  })
})
