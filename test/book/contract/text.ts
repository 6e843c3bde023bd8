import { describe, expect, test } from 'vitest'
import { draftOf } from '../../../server/common/entry.ts'
import { type BookHarness, useBook } from './harness.ts'

export function textContract(makeHarness: () => Promise<BookHarness>): void {
  describe('text comes back as it was given', () => {
    const context = useBook(makeHarness)

    test.each([
      ['emoji', '👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽'],
      ['Chinese, Japanese, Korean', '你好世界 こんにちは 안녕하세요'],
      ['right to left', 'שלום עולם ‏مرحبا‎ بالعالم'],
      ['combining marks', 'e\u0301 क्षि'],
      ['NUL', 'a\0b\0'],
      ['NUL alone', '\0'],
      ['other controls and line breaks', 'a\u0001\u001b[0m\r\nb\tc\u2028'],
      ['noncharacters and the last code point', '\uffff\u{10ffff}'],
      ['a byte order mark', '\ufeffa'],
      ['quotes and markup', `'"\`; DROP TABLE entries; -- <script>&amp;</script> %s {0}`],
      ['blanks at both ends', '  a  '],
      ['a number', '0012'],
    ])('%s', async (_, text) => {
      const draft = draftOf(() => text)
      const { entry, position } = await context.book.append(draft)
      expect(entry).toMatchObject(draft)
      expect((await context.book.page({ limit: 1, atLeast: position })).entries).toEqual([entry])
      expect((await context.book.find(entry.id, position)).entry).toEqual(entry)
    })

    test('each field as itself', async () => {
      const draft = draftOf((field) => `the ${field}`)
      const { entry, position } = await context.book.append(draft)
      expect(entry).toEqual({ ...draft, id: entry.id, createdAt: entry.createdAt })
      expect((await context.book.find(entry.id, position)).entry).toEqual(entry)
    })

    test('what is left out as empty', async () => {
      const { entry, position } = await context.book.append({ message: 'a' })
      expect(entry).toMatchObject({ ...draftOf(() => ''), message: 'a' })
      expect((await context.book.find(entry.id, position)).entry).toEqual(entry)
    })

    test('an empty name', async () => {
      const { entry, position } = await context.book.append({ name: '', message: 'a' })
      expect((await context.book.page({ limit: 1, atLeast: position })).entries).toEqual([{ ...entry, name: '' }])
    })

    test('a message of 1 MB', async () => {
      const message = 'x é 字 😀\n'.repeat(75_000)
      expect(Buffer.byteLength(message)).toBeGreaterThan(2 ** 20)
      const { entry, position } = await context.book.append({ name: '', message })
      const { entries } = await context.book.page({ limit: 1, atLeast: position })
      expect(entries[0]?.id).toBe(entry.id)
      expect(entries[0]?.message === message).toBe(true)
    })

    test('except for half surrogate pairs, which UTF-8 cannot hold', async () => {
      const { entry, position } = await context.book.append({ name: '\ud83d', message: 'a\ude00\ud83db' })
      expect(entry).toMatchObject({ name: '\ufffd', message: 'a\ufffd\ufffdb' })
      expect((await context.book.find(entry.id, position)).entry).toEqual(entry)
    })
  })
}
