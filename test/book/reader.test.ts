import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Unreadable } from '../../server/book/errors.ts'
import { Feed } from '../../server/book/feed/feed.ts'
import { Reader } from '../../server/book/reader/reader.ts'
import { at, ScriptedBook, snapshot } from './scripted-book.ts'

describe('Reader', () => {
  let book: ScriptedBook
  let feed: Feed
  let reader: Reader
  beforeEach(async () => {
    book = new ScriptedBook()
    feed = new Feed(book)
    reader = new Reader(book, feed)
    await expect.poll(() => feed.state).toBeDefined()
  })
  afterEach(() => feed.close())

  test('answers from memory, without a question, if the visitor has not seen more', async () => {
    expect(await reader.newest(20, at(1))).toMatchObject({ position: at(1), isConfirmed: false })
    expect(await reader.newest(20)).toMatchObject({ position: at(1) })
    expect(book.asked).toEqual([])
    expect(reader.counts).toEqual({ waited: 0, askedMaster: 0 })
  })

  test('waits for the feed if the visitor is ahead of it', async () => {
    const answer = reader.newest(20, at(2))
    book.tell({ kind: 'changes', added: [], changed: [], total: 0, position: at(2) })
    expect(await answer).toMatchObject({ position: at(2), isConfirmed: false })
    expect(book.asked).toEqual([])
    expect(reader.counts).toEqual({ waited: 1, askedMaster: 0 })
  })

  test('asks the master if the feed does not catch up, and marks the answer as confirmed', async () => {
    book.master = at(2)
    expect(await reader.newest(20, at(2))).toMatchObject({ position: at(2), isConfirmed: true })
    expect(reader.counts).toEqual({ waited: 1, askedMaster: 1 })
  })

  test('does not wait for an impossible position', async () => {
    expect(await reader.older('1-0', 20, at(9))).toMatchObject({ position: at(1), isConfirmed: true })
    expect(book.asked.at(-1)).toMatchObject({ before: '1-0', atLeast: undefined })
  })

  test('without the master, answers from memory with its age, and nothing is confirmed', async () => {
    book.master = undefined
    expect(await reader.newest(20, at(2))).toMatchObject({ position: at(1), isConfirmed: false, staleSince: 7 })
  })

  test('if memory lacks what was written here, it gives its age as well', async () => {
    book.master = undefined
    reader.noteWritten(at(2))
    expect(await reader.newest(20)).toMatchObject({ position: at(1), staleSince: 7 })
    expect(reader.remembered(20)).toMatchObject({ position: at(1), staleSince: undefined })
  })

  test('no reader sees less than this process has written', async () => {
    book.master = at(3)
    reader.noteWritten(at(3))
    expect(await reader.newest(20)).toMatchObject({ position: at(3) })
    expect(reader.lag()).toBeGreaterThan(0)
    book.tell({ kind: 'changes', added: [], changed: [], total: 0, position: at(3) })
    await feed.waitFor(at(3), 1000)
    expect(reader.lag()).toBe(0)
    expect(await reader.newest(20)).toMatchObject({ position: at(3) })
  })

  test('a write to a book that was replaced before the feed saw it is waited for once, not forever', async () => {
    book.tell(snapshot(at(5, 'new')))
    await feed.waitFor(at(5, 'new'), 1000)
    book.master = at(5, 'new')
    reader.noteWritten(at(4, 'g'))
    await reader.newest(20)
    const { waited } = reader.counts
    await reader.newest(20)
    expect(reader.counts).toEqual({ waited, askedMaster: 1 })
    expect(reader.lag()).toBe(0)
  })

  test('a write that the master has lost is not waited for again', async () => {
    reader.noteWritten(at(4))
    expect(await reader.newest(20)).toMatchObject({ position: at(1), isConfirmed: true })
    await reader.newest(20)
    expect(reader.counts).toEqual({ waited: 1, askedMaster: 1 })
  })

  test('a write to a book that was replaced is forgotten as soon as it is known that it was', async () => {
    reader.noteWritten(at(4))
    book.master = at(5, 'new')
    book.tell(snapshot(at(5, 'new')))
    await feed.waitFor(at(5, 'new'), 20_000)
    expect(reader.lag()).toBe(0)
    expect(await reader.newest(20)).toMatchObject({ position: at(5, 'new') })
    expect(reader.counts).toEqual({ waited: 0, askedMaster: 0 })
    expect(book.asked).toEqual([])
  })

  test('a write that is not in a history that began anew is forgotten once the master has said so', async () => {
    reader.noteWritten(at(4))
    book.master = at(3)
    book.tell({ ...snapshot(at(3)), entries: [], total: 0 })
    await feed.waitFor(at(3), 20_000)
    expect(reader.lag()).toBeGreaterThan(0)
    book.master = at(2)
    book.tell(snapshot(at(2)))
    await expect.poll(() => reader.lag()).toBe(0)
    expect(book.asked).toEqual([{ limit: 200, fromMaster: true }])
    expect(await reader.newest(20)).toMatchObject({ position: at(2) })
    expect(reader.counts).toEqual({ waited: 0, askedMaster: 0 })
  })

  test('a write that the master has in a history that began anew is still waited for', async () => {
    reader.noteWritten(at(4))
    book.master = at(4)
    book.tell(snapshot(at(0)))
    await expect.poll(() => book.answered).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    expect(reader.lag()).toBeGreaterThan(0)
    expect(await reader.newest(20)).toMatchObject({ position: at(4), isConfirmed: true })
  })

  test('a write is not forgotten over an earlier one that is acknowledged later', async () => {
    book.master = at(4)
    for (const position of [at(4), at(3)]) reader.noteWritten(position)
    book.tell({ kind: 'changes', added: [], changed: [], total: 0, position: at(3) })
    await feed.waitFor(at(3), 20_000)
    expect(await reader.newest(20)).toMatchObject({ position: at(4) })
  })

  test('what was seen in a history that is no more is waited for by nobody', async () => {
    book.tell({ kind: 'changes', added: [], changed: [], total: 0, position: at(5) })
    await feed.waitFor(at(5), 20_000)
    book.master = at(2)
    book.tell(snapshot(at(2)))
    await expect.poll(() => feed.state?.position).toEqual(at(2))
    const waitFor = vi.spyOn(feed, 'waitFor')
    expect(await reader.newest(20, at(4))).toMatchObject({ position: at(2), isConfirmed: true })
    expect(waitFor.mock.calls).toEqual([[at(4), 0]])
    await reader.newest(20, at(6))
    expect(waitFor.mock.calls.at(-1)).toEqual([at(6), 250])
  })

  test('while no node can be read, the master is asked whether it is back, and few wait for it', async () => {
    book.readable = false
    book.isSilent = true
    const started = performance.now()
    for (let read = 0; read < 40; read++)
      expect(await reader.newest(20)).toMatchObject({ position: at(1), staleSince: 8 })
    const seconds = (performance.now() - started) / 1000
    expect(book.asked.length).toBeGreaterThanOrEqual(1)
    // Once in two seconds.
    expect(book.asked.length).toBeLessThanOrEqual(1 + seconds / 2)
  })

  test('many who are ahead share the master’s answer', async () => {
    book.master = at(2)
    await Promise.all(Array.from({ length: 100 }, () => reader.newest(20, at(2))))
    expect(reader.counts.askedMaster).toBe(100)
    expect(book.asked).toHaveLength(1)
  })

  test('many who are ahead share what is rendered of the master’s answer, for each number of entries', async () => {
    book.master = at(2)
    const limits = [20, 20, 10]
    const [one, other, fewer] = await Promise.all(limits.map((limit) => reader.newest(limit, at(2))))
    expect(other).toBe(one)
    expect(fewer).not.toBe(one)
  })

  describe('ids that no entry has yet', () => {
    const future = (index: number) => `${1_000_000 + index}-0`

    test('cost one question to the master at a time, no matter how many ask', async () => {
      const asks = Array.from({ length: 100 }, (_, index) =>
        index % 2 === 0 ? reader.older(future(index), 20) : reader.find(future(index)),
      )
      for (const answer of await Promise.all(asks)) {
        expect(answer).toMatchObject({ position: at(1), isConfirmed: true })
      }
      // The first asks at once; all others share the next question.
      expect(book.asked).toEqual(Array(2).fill({ limit: 200, fromMaster: true }))
    })

    test('are answered with what the master has, without waiting for the feed', async () => {
      book.master = at(3)
      expect(await reader.older(future(0), 20)).toMatchObject({ position: at(3), isConfirmed: true })
      expect(reader.counts).toEqual({ waited: 0, askedMaster: 0 })
    })

    test('are not confused with entries that this process does not know yet', async () => {
      book.master = at(5)
      await reader.older('5-1', 20)
      expect(book.asked.at(-1)).toMatchObject({ before: '5-1' })
    })

    test('the address of the newest entry needs no question', async () => {
      await reader.older('1-1', 20)
      expect(book.asked).toMatchObject([{ before: '1-1', limit: 20, atLeast: undefined }])
    })

    test('cannot be told from others while the master is down', async () => {
      book.master = undefined
      await expect(reader.find(future(0))).rejects.toThrow(Unreadable)
      await expect(reader.older(future(0), 20)).rejects.toThrow(Unreadable)
    })
  })

  test('positions in the future cost one question to the master per quarter second, no matter how many claim them', async () => {
    const claim = (index: number) => reader.newest(20, at(1000 + index))
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => claim(index)))
    for (const answer of answers) expect(answer).toMatchObject({ position: at(1), isConfirmed: true })
    expect(book.asked).toHaveLength(1)
  })
})
