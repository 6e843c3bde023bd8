import { describe, expect, test } from 'vitest'
import { MaybeWritten, NotWritten } from '../../server/book/errors.ts'
import { fingerprint } from '../../server/book/stores/fingerprint.ts'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { decodeChange } from '../../server/book/stores/redis/change-encoding.ts'
import { decodeEntry, decodeTime } from '../../server/book/stores/redis/encoding.ts'
import { weaknesses } from '../../server/book/stores/redis/nodes/durability.ts'
import { explainFailedWrite } from '../../server/book/stores/redis/write-failure.ts'
import { draft } from '../support/entry.ts'

describe('weaknesses', () => {
  const good = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' }
  test.each<[change: Record<string, string>, says: RegExp[]]>([
    [{}, []],
    [{ appendonly: 'no' }, [/^appendonly is "no"/]],
    [{ appendonly: 'no', appendfsync: 'everysec' }, [/^appendonly is "no"/]],
    [{ appendfsync: 'everysec' }, [/^appendfsync is "everysec"/]],
    [{ appendfsync: 'no' }, [/^appendfsync is "no"/]],
    [{ 'maxmemory-policy': 'allkeys-lru' }, [/^maxmemory-policy is "allkeys-lru"/]],
    [{ appendonly: 'no', 'maxmemory-policy': 'volatile-ttl' }, [/^appendonly/, /^maxmemory-policy/]],
  ])('%j', (change, says) => {
    const found = weaknesses({ ...good, ...change })
    expect(found).toHaveLength(says.length)
    for (const [index, pattern] of says.entries()) expect(found[index]).toMatch(pattern)
  })

  test('a setting that the server does not show is not reported as a weakness', () => {
    expect(weaknesses({})).toEqual([])
  })
})

describe('explainFailedWrite', () => {
  test.each([
    ["OOM command not allowed when used memory > 'maxmemory'", NotWritten],
    ['MISCONF Redis is configured to save RDB snapshots', NotWritten],
    ['NOREPLICAS Not enough good replicas to write.', NotWritten],
    ["READONLY You can't write against a read only replica.", NotWritten],
    ['LOADING Redis is loading the dataset in memory', NotWritten],
    ['BUSY Redis is busy running a script', NotWritten],
    ['NOPERM this user has no permissions', NotWritten],
    ['NOAUTH Authentication required.', NotWritten],
    ["ERR The user executing the script can't run this command or subcommand script: abc", NotWritten],
    ["Stream isn't writeable and enableOfflineQueue options is false", NotWritten],
    ['Connection is closed.', MaybeWritten],
    ['Command timed out', MaybeWritten],
    ['read ECONNRESET', MaybeWritten],
    ['ERR unknown', MaybeWritten],
    ['OOMPH', MaybeWritten],
    ['a message that says OOM somewhere', MaybeWritten],
  ])('%s', (message, kind) => {
    const cause = new Error(message)
    const explained = explainFailedWrite(cause)
    expect(explained).toBeInstanceOf(kind)
    expect(explained.cause).toBe(cause)
  })

  test('a value that is not an error says nothing about the disk', () => {
    expect(explainFailedWrite('odd')).toBeInstanceOf(MaybeWritten)
  })
})

describe('records', () => {
  test.each([
    [
      'a whole one',
      ['name', 'Ada', 'message', 'Hi', 'at', '1000'],
      { name: 'Ada', message: 'Hi', createdAt: '1970-01-01T00:00:01.000Z' },
    ],
    [
      'a record without a time has that of its ID',
      ['message', 'Hi'],
      { name: '', message: 'Hi', createdAt: '1970-01-01T00:00:05.000Z' },
    ],
    ['one without anything', [], { name: '', message: '', createdAt: '1970-01-01T00:00:05.000Z' }],
    ['fields of somebody else', ['x', 'message', 'message', 'Hi'], { name: '', message: 'Hi' }],
  ])('%s', (_what, fields, expected) => {
    expect(decodeEntry(['5000-0', fields])).toMatchObject({ id: '5000-0', ...expected })
  })

  test('one of a newer release is read without the fields that only that one knows', () => {
    const newer = ['name', 'Ada', 'mood', 'merry', 'message', 'Hi', 'at', '1000', 'weather', 'fine']
    const known = newer.filter((_, index) => ![2, 3, 8, 9].includes(index))
    expect(decodeEntry(['5000-0', newer])).toEqual(decodeEntry(['5000-0', known]))
  })

  test('a removal names the entry', () => {
    expect(decodeChange(['7-0', ['entry', '5-0']])).toEqual({ id: '7-0', op: 'remove', entry: '5-0' })
    expect(decodeChange(['7-0', []])).toEqual({ id: '7-0', op: 'remove', entry: '0-0' })
  })

  test.each([
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    ['never', '1970-01-01T00:00:00.000Z'],
    ['18446744073709551615', '1970-01-01T00:00:00.000Z'],
    ['', '1970-01-01T00:00:00.000Z'],
  ])('the time %j', (milliseconds, expected) => {
    expect(decodeTime(milliseconds)).toBe(expected)
  })
})

describe('keys', () => {
  const keys = bookKeys('main')

  test('all live in one slot of a cluster', () => {
    for (const key of allKeys('main')) expect(key.startsWith('guestbook:{main}:')).toBe(true)
  })

  test('no two books and no two purposes share one', () => {
    const both = [...allKeys('main'), ...allKeys('other')]
    expect(new Set(both).size).toBe(both.length)
  })

  test('tell neither a client’s address nor its key, and are of bounded length', () => {
    for (const keyOf of [keys.network, keys.alias]) {
      expect(keyOf('192.0.2.1', 'salt')).not.toContain('192')
      expect(keyOf('192.0.2.1', 'salt')).not.toBe(keyOf('192.0.2.1', 'other salt'))
    }
    expect(keys.idempotency('k'.repeat(100_000)).length).toBeLessThan(100)
  })

  test('a name and a message are not to be confused', () => {
    const of = (name: string, message: string) => fingerprint(draft({ name, message }))
    expect(of('a', 'b')).not.toBe(of('ab', ''))
    expect(of('a","b', '')).not.toBe(of('a', 'b'))
  })

  test.each([
    ['Ada', 'Hello', 'FQkL4ump3f7BLQRseiCJsjNnCM-MxfZkBAwAKEFHFuo'],
    ['', 'Hello', 'HPtRRJvp16YQOcLlQCDm0JC4c8i7uByEq4oDFHvPnxE'],
    ['', '', 'Q5CD84lWulHs6QYxVSxuojxcKVcNPVcQ5AjnfgG6c3U'],
  ])('a name %j and a message %j have the fingerprint that all releases give them', (name, message, expected) => {
    expect(fingerprint(draft({ name, message }))).toBe(expected)
  })
})

/** Every key of a book, one for each purpose, for the same stranger's text. */
function allKeys(book: string): string[] {
  const { idempotency, alias, network, texts, decided, moved, gone, kiosks, ...fixed } = bookKeys(book)
  return [
    ...Object.values(fixed),
    ...Object.values(kiosks()),
    idempotency('192.0.2.1'),
    network('192.0.2.1', ''),
    alias('192.0.2.1', ''),
    texts(0),
    texts(24 * 60 * 60 * 1000),
    decided('waiting', '1-0'),
    decided('spam', '1-0'),
    moved('1-0'),
    gone('1-0'),
  ]
}
