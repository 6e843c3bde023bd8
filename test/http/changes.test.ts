import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { formatPosition, type Position } from '../../server/common/position.ts'
import { openStream } from '../live/event-stream.ts'
import { startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import {
  hearEverywhere,
  listening,
  markEntry,
  readEverywhere,
  startFrontEnds,
  type TestFrontEnd,
  type Told,
} from './every-front-end.ts'
import { headerOf } from './requests.ts'

const OWN = { author: 'the author', since: 0 }

/** What is done to an entry at the first front end is seen at all of them, wherever they tell of it. */
function everyFrontEndFollows(start: (resources: AsyncDisposableStack) => Promise<readonly TestFrontEnd[]>): void {
  const resources = new AsyncDisposableStack()
  let frontEnds: readonly TestFrontEnd[]
  let first: TestFrontEnd
  /** Stands between two others. */
  let entry: Entry
  let newest: Entry
  let position: Position
  let before: readonly Told[]
  beforeAll(async () => {
    frontEnds = await start(resources)
    first = frontEnds[0] as TestFrontEnd
  })
  afterAll(() => resources.disposeAsync())
  beforeEach(async () => {
    await add('older')
    entry = await add(`words ${randomUUID()}`)
    newest = await add('newer')
    before = await readEverywhere(frontEnds, position)
  })

  async function add(message: string): Promise<Entry> {
    const added = await first.book.append({ name: 'Ada', message }, { screening: { author: OWN.author } })
    position = added.position
    return added.entry
  }

  /** Checks what each front end tells, once it is at `position`, and that caches know that it is something else. */
  async function expectEverywhere(reached: Position, check: (now: Told, then: Told) => void): Promise<void> {
    const now = await readEverywhere(frontEnds, reached)
    for (const [index, told] of now.entries()) {
      const then = before[index] as Told
      check(told, then)
      for (const [kind, tag] of told.tags.entries()) expect(tag).not.toBe(then.tags[kind])
      expect(told.updated).toBeGreaterThanOrEqual(then.updated)
    }
    before = now
  }

  const mark = async (...how: Parameters<typeof markEntry> extends [unknown, ...infer Rest] ? Rest : never) => {
    position = await markEntry(first, ...how)
    return position
  }

  test('a hidden entry is gone from page, count, API and feed, and shown again it has its place back', async () => {
    const hidden = await hearEverywhere(frontEnds, 1, () => mark(entry.id, { kind: 'hide' }))
    expect(hidden).toEqual(frontEnds.map(() => [['removed', { id: entry.id }]]))
    await expectEverywhere(position, (now, then) => {
      for (const text of [now.page, now.api, now.feed]) expect(text).not.toContain(entry.message)
      expect(now.totals).toEqual(then.totals.map((total) => total - 1))
      expect(now.updated).toBeGreaterThan(then.updated)
      for (const ids of now.ids) expect(ids).not.toContain(entry.id)
    })
    for (const { app } of frontEnds) {
      expect((await app.inject(`/api/entries/${entry.id}`)).statusCode).toBe(404)
      expect((await app.inject(`/?entry=${entry.id}`)).body).not.toContain(entry.message)
    }

    const shown = await hearEverywhere(frontEnds, 1, () => mark(entry.id, { kind: 'show' }))
    expect(shown).toEqual(frontEnds.map(() => [['entry', entry]]))
    await expectEverywhere(position, (now, then) => {
      expect(now.totals).toEqual(then.totals.map((total) => total + 1))
      for (const ids of now.ids) expect(ids.slice(0, 2)).toEqual([newest.id, entry.id])
      expect(now.entries[1]).toEqual(entry)
    })
    for (const { app } of frontEnds) expect((await app.inject(`/api/entries/${entry.id}`)).json()).toEqual(entry)
  })

  test('a reply stands below its entry everywhere, can be changed, and taken away', async () => {
    for (const text of ['Thank you <3', 'Thank you & all the best']) {
      const events = await hearEverywhere(frontEnds, 1, () => mark(entry.id, { kind: 'reply', text }))
      const answered = { ...entry, reply: { text, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) } }
      expect(events).toEqual(frontEnds.map(() => [['changed', answered]]))
      const written = text.replace('<', '&#60;').replace('& ', '&#38; ')
      await expectEverywhere(position, (now, then) => {
        expect(now.page).toContain(`<p class="answer" dir="auto">${written}</p>`)
        expect(now.entries[1]).toEqual(answered)
        expect(now.feed).toContain(
          `<blockquote><p>Reply by the owner</p><p dir="auto">${written}<br/></p></blockquote>`,
        )
        expect(now.feed).toContain(`<updated>${now.entries[1]?.reply?.at}</updated>`)
        expect(now.updated).toBeGreaterThan(then.updated)
        expect(now.totals).toEqual(then.totals)
        expect(now.ids).toEqual(then.ids)
      })
    }
    const events = await hearEverywhere(frontEnds, 1, () => mark(entry.id, { kind: 'reply', text: '' }))
    expect(events).toEqual(frontEnds.map(() => [['changed', entry]]))
    await expectEverywhere(position, (now) => {
      for (const text of [now.page, now.api, now.feed]) expect(text).not.toContain('all the best')
      expect(now.entries[1]).toEqual(entry)
    })
  })

  test('a pinned entry says so until it is unpinned, and stays in its place', async () => {
    const events = await hearEverywhere(frontEnds, 1, () => mark(entry.id, { kind: 'pin' }))
    expect(events).toEqual(frontEnds.map(() => [['changed', { ...entry, pinned: true }]]))
    const pinned = (page: string) => page.split('<template')[0]?.match(/<small class="pinned">/g)?.length ?? 0
    await expectEverywhere(position, (now, then) => {
      expect(pinned(now.page)).toBe(pinned(then.page) + 1)
      expect(now.entries[1]).toEqual({ ...entry, pinned: true })
      expect(now.ids).toEqual(then.ids)
    })
    await mark(entry.id, { kind: 'unpin' })
    await expectEverywhere(position, (now, then) => {
      expect(pinned(now.page)).toBe(pinned(then.page) - 1)
      expect(now.entries[1]).toEqual(entry)
    })
  })

  test('an edited entry says so, its old words are gone everywhere, and its old address leads to the new one', async () => {
    const start = position
    let edited: Entry | undefined
    const message = `better ${randomUUID()}`
    const events = await hearEverywhere(frontEnds, 2, async () => {
      const replaced = await first.book.replace(entry.id, { name: 'Ada', message }, OWN)
      edited = replaced.entry
      position = replaced.position
    })
    const id = edited?.id
    expect(edited).toEqual({ ...entry, id, message, edited: true, replaces: entry.id })
    expect(events).toEqual(
      frontEnds.map(() => [
        ['changed', edited],
        ['removed', { id: entry.id }],
      ]),
    )
    await expectEverywhere(position, (now, then) => {
      for (const text of [now.page, now.api, now.feed]) {
        expect(text).not.toContain(entry.message)
        expect(text).toContain(message)
      }
      expect(now.totals).toEqual(then.totals)
      expect(now.entries[0]).toEqual(edited)
      expect(now.page).toContain('<small class="edited"> edited</small>')
      expect(now.feed).toContain(`<published>${entry.createdAt}</published>`)
      expect(now.feed).toContain(`<updated>${new Date(Number(id?.split('-')[0])).toISOString()}</updated>`)
    })
    for (const { app, url } of frontEnds) {
      const moved = await app.inject(`/api/entries/${entry.id}`)
      expect([moved.statusCode, headerOf(moved, 'location')]).toEqual([301, `/api/entries/${id}`])
      const page = await app.inject(`/?entry=${entry.id}`)
      expect([page.statusCode, headerOf(page, 'location')]).toEqual([301, `/?entry=${id}`])
      using stream = await openStream(url, { query: `?after=${formatPosition(start)}` })
      await stream.received(2)
      expect(JSON.stringify(stream.events)).not.toContain(entry.message)
      expect(JSON.stringify(stream.events)).toContain(message)
    }
  })

  test('a resumed stream repeats no words that are gone, and the reader counts right', async () => {
    const start = position
    const [total = 0] = before[0]?.totals ?? []
    const brief = await add(`brief ${randomUUID()}`)
    await mark(entry.id, { kind: 'reply', text: 'a reply that is regretted' })
    await mark(entry.id, { kind: 'reply', text: 'a reply that stays' })
    await mark(newest.id, { kind: 'reply', text: 'a reply to be hidden' })
    for (const kind of ['hide', 'show', 'hide'] as const) await mark(newest.id, { kind })
    await mark(brief.id, { kind: 'hide' })
    await readEverywhere(frontEnds, position)
    for (const { url, app } of frontEnds) {
      using stream = await openStream(url, { query: `?after=${formatPosition(start)}` })
      const end = headerOf(await app.inject('/api/entries'), 'guestbook-position')
      await expect.poll(() => stream.lastId).toBe(end)
      const text = JSON.stringify(stream.events)
      for (const gone of ['regretted', 'to be hidden', 'brief', '"message":"newer"']) expect(text).not.toContain(gone)
      expect(text).toContain('a reply that stays')
      const counted = stream.events.reduce((sum, { event, data }) => {
        if (event === 'total') return JSON.parse(data).total as number
        return sum + (event === 'entry' ? 1 : event === 'removed' ? -1 : 0)
      }, total)
      expect(counted).toBe((await app.inject('/api/entries')).json().total)
      expect(counted).toBe(total - 1)
    }
  })

  test('pages of older entries follow, too, and the newest page stays full', async () => {
    for (let number = 1; number <= 45; number++) await add(`number ${number}`)
    const [told] = await readEverywhere(frontEnds, position)
    const [page = []] = told?.ids ?? []
    const older = (await first.app.inject(`/api/entries?before=${page.at(-1)}`)).json().entries as Entry[]
    const [answered, hidden] = [older[3] as Entry, older[4] as Entry]
    await mark(answered.id, { kind: 'reply', text: 'far down' })
    await mark(hidden.id, { kind: 'hide' })
    for (const id of page.slice(0, 5)) await mark(id ?? '', { kind: 'hide' })
    const now = await readEverywhere(frontEnds, position)
    for (const [index, { app }] of frontEnds.entries()) {
      expect(now[index]?.ids.map((ids) => ids.length)).toEqual([20, 20, 20])
      const { entries } = (await app.inject(`/api/entries?before=${page.at(-1)}`)).json()
      expect(entries).toHaveLength(20)
      expect(entries[3]).toMatchObject({ id: answered.id, reply: { text: 'far down' } })
      expect(entries[4].id).toBe(older[5]?.id)
      const { body } = await app.inject(`/?before=${page.at(-1)}`)
      expect(body).toContain('far down')
      expect(body).not.toContain(`id="${hidden.id}"`)
    }
  })
}

describe('on SQLite', () => {
  everyFrontEndFollows(async (resources) => [await listening(resources.use(await startApp()))])
})

describeWith(['redis'], 'on Redis, over three front ends', () => {
  everyFrontEndFollows(async (resources) => {
    const redis = resources.use(await startRedis({ replicas: 2 }))
    const [one, two] = redis.replicas
    return startFrontEnds(resources, redis.master, [one, two, two])
  })
})
