import { beforeEach, describe, expect, test } from 'vitest'
import type { Book } from '../../../server/book/book.ts'
import { CODE_LIFETIME_MS, SESSION_LIFETIME_MS } from '../../../server/book/owners.ts'
import { type BookHarness, given, useBook } from './harness.ts'

export function tabletsContract(makeHarness: () => Promise<BookHarness>): void {
  describe('tablets', () => {
    const context = useBook(makeHarness)
    let time: number
    let book: Book
    beforeEach(async () => {
      time = Date.UTC(2026, 10, 26)
      book = await context.harness.reopen(context.book, { now: () => time })
    })

    async function open(name = 'The door'): Promise<string> {
      const entrance = await book.tablets.enter(await book.tablets.invite(name), 'Chrome, Android')
      if (entrance.kind !== 'entered') throw new Error('expected the tablet to be opened')
      return entrance.token
    }

    test('a key opens one tablet, once', async () => {
      const key = await book.tablets.invite('The door')
      expect(await book.tablets.accepts(key)).toBe(true)
      const entrance = await book.tablets.enter(key, 'Chrome, Android')
      if (entrance.kind !== 'entered') throw new Error('expected the tablet to be opened')
      const tablet = given(await book.tablets.find(entrance.token))
      expect(tablet).toEqual({
        id: expect.any(String),
        name: 'The door',
        device: 'Chrome, Android',
        lastSeen: time,
      })
      expect(tablet.id).not.toContain(entrance.token)
      expect(await book.tablets.list()).toEqual([tablet])
      expect(await book.tablets.accepts(key)).toBe(false)
      expect(await book.tablets.enter(key, '')).toMatchObject({ kind: 'refused' })
    })

    test('a key expires, and so does a tablet that is not used', async () => {
      const key = await book.tablets.invite('The door')
      time += CODE_LIFETIME_MS
      expect(await book.tablets.accepts(key)).toBe(false)
      const token = await open()
      time += SESSION_LIFETIME_MS
      expect(await book.tablets.find(token)).toBeUndefined()
      expect(await book.tablets.list()).toEqual([])
    })

    test('what is closed is closed at once, and only that', async () => {
      const [door, bar] = [await open('The door'), await open('The bar')]
      const { id } = given(await book.tablets.find(door))
      expect(await book.tablets.close(id)).toBe(true)
      expect(await book.tablets.close(id)).toBe(false)
      expect(await book.tablets.find(door)).toBeUndefined()
      expect(await book.tablets.find(bar)).toMatchObject({ name: 'The bar' })
      expect(await book.tablets.list()).toMatchObject([{ name: 'The bar' }])
    })

    test('a tablet is no owner, and an owner’s code opens no tablet', async () => {
      const token = await open('Anna')
      expect(await book.owners.find(token)).toBeUndefined()
      expect(await book.owners.people()).toEqual([])
      const code = await book.owners.invite({ name: 'Anna', role: 'owner' })
      expect(await book.tablets.accepts(code)).toBe(false)
      expect(await book.tablets.enter(code, '')).toMatchObject({ kind: 'refused' })
      expect(await book.owners.accepts(await book.tablets.invite('Anna'))).toBe(false)
      const entrance = await book.owners.enter(code, '')
      if (entrance.kind !== 'entered') throw new Error('expected to be signed in')
      expect(await book.tablets.find(entrance.token)).toBeUndefined()
    })

    test('they outlast the process', async () => {
      const token = await open()
      const reopened = await context.harness.reopen(book, { now: () => time })
      expect(await reopened.tablets.find(token)).toMatchObject({ name: 'The door' })
    })
  })
}
