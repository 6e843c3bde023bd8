import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../server/book/errors.ts'
import { LimitReached } from '../../server/common/limit-reached.ts'
import { expectReading } from '../../server/paper/printings.ts'
import { readSlices } from '../../server/paper/slices.ts'

test('a reader who does not fetch the next part in time is given up; one who does is not', async () => {
  let givenUp = 0
  const endless = async function* () {
    for (let number = 0; ; number++) yield number
  }
  const patient = expectReading(endless(), 60_000, () => givenUp++)
  for (let part = 0; part < 5; part++) expect((await patient.next()).value).toBe(part)
  await patient.return(undefined)
  expect(givenUp).toBe(0)
  const impatient = expectReading(endless(), 1, () => givenUp++)
  await impatient.next()
  await expect.poll(() => givenUp).toBe(1)
  await impatient.return(undefined)
})

describe('a slice that cannot be read', () => {
  const position = { generation: 'g', entries: '9-0', changes: '0-0' }
  const page = { entries: [], next: null, hasNewer: true, total: 3, position, isConfirmed: true }
  const entry = (id: string) => ({ id, name: '', message: id, createdAt: '2026-06-01T00:00:00.000Z' })
  const span = { from: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }

  test.each([new LimitReached('reads', 'busy', 2), new Unreadable('away')])(
    'is tried again after the first (%s), and none is doubled or left out',
    async (problem) => {
      const failing = new Set(['2-0', '3-0'])
      const after = async (id: string) => {
        if (failing.delete(id)) throw problem
        const next = Number.parseInt(id, 10) + 1
        return { ...page, entries: [entry(`${next}-0`)], hasNewer: next < 5 }
      }
      const read: string[] = []
      const { signal } = new AbortController()
      for await (const slice of readSlices({ reader: { after }, position, span, signal, retryInterval: 1 }))
        read.push(...slice.map(({ id }) => id))
      expect(read).toEqual(['1-0', '2-0', '3-0', '4-0', '5-0'])
    },
  )

  test('fails at once where it is the first', async () => {
    const after = async () => {
      throw new Unreadable('away')
    }
    const { signal } = new AbortController()
    const slices = readSlices({ reader: { after }, position, span, signal, retryInterval: 60_000 })
    await expect(slices.next()).rejects.toThrow(Unreadable)
  })

  test('is not tried again once the printing has ended', async () => {
    const controller = new AbortController()
    const after = async () => {
      controller.abort()
      return { ...page, entries: [entry('1-0')] }
    }
    const slices = readSlices({ reader: { after }, position, span, signal: controller.signal })
    expect((await slices.next()).value).toHaveLength(1)
    await expect(slices.next()).rejects.toThrow('aborted')
  })

  test('what is added while the book is printed is not in it', async () => {
    const after = async () => ({ ...page, entries: [entry('10-0'), entry('9-0'), entry('8-0')] })
    const { signal } = new AbortController()
    const slices = await Array.fromAsync(readSlices({ reader: { after }, position, span, signal }))
    expect(slices.flat().map(({ id }) => id)).toEqual(['8-0', '9-0'])
  })
})
