import { expect, test } from 'vitest'
import { parseOpenFiles, readAllotment } from '../../server/limits/allotment.ts'
import { limitsFor } from '../../server/limits/limits.ts'

const MB = 1024 * 1024

test.each([
  ['a small container', { openFiles: 1_048_576, memoryBytes: 512 * MB }],
  ['few open files', { openFiles: 1024, memoryBytes: 512 * MB }],
  ['hardly any open files', { openFiles: 128, memoryBytes: 512 * MB }],
  ['no limit of open files', { openFiles: Number.POSITIVE_INFINITY, memoryBytes: 8192 * MB }],
])('what strangers can hold fits into %s', (_what, allotment) => {
  const { connections, streams, streamsOfNetwork, bodyBytes, unreadBytes } = limitsFor(allotment)
  expect(streams).toBeGreaterThanOrEqual(1)
  expect(streams).toBeLessThanOrEqual(allotment.openFiles / 2)
  expect(streams).toBeLessThan(connections + 64)
  expect(streamsOfNetwork).toBeLessThan(streams)
  expect(connections).toBeGreaterThanOrEqual(1)
  expect(connections).toBeLessThan(allotment.openFiles)
  expect(bodyBytes).toBe(32 * MB)
  expect(unreadBytes).toBeLessThan(allotment.memoryBytes / 4)
})

test('thousands of guests behind one address fit into a small container', () => {
  const { streamsOfNetwork } = limitsFor({ openFiles: 1_048_576, memoryBytes: 512 * MB })
  expect(streamsOfNetwork).toBeGreaterThanOrEqual(3000)
})

test.each<[text: string, expected: number | undefined]>([
  [
    'Limit  Soft Limit  Hard Limit  Units\nMax open files            1024                 4096                 files',
    1024,
  ],
  ['Max open files            unlimited            unlimited            files', Number.POSITIVE_INFINITY],
  ['Max processes  5  5  processes', undefined],
])('the limit of open files in %j is %d', (text, expected) => {
  expect(parseOpenFiles(text)).toBe(expected)
})

test('this process knows its limits', () => {
  const { openFiles, memoryBytes } = readAllotment()
  expect(openFiles).toBeGreaterThan(0)
  expect(memoryBytes).toBeGreaterThan(16 * MB)
  expect(memoryBytes).toBeLessThan(2 ** 50)
})
