import { describe, expect, test } from 'vitest'
import { shortages } from '../../server/book/stores/redis/nodes/durability.ts'
import { explainRefusal } from '../../server/book/stores/redis/nodes/explain-refusal.ts'
import { describeFailure, explainUnusable } from '../../server/book/stores/redis/nodes/explain-unreachable.ts'
import { patience } from '../../server/book/stores/redis/nodes/timeouts.ts'

describe('explainRefusal', () => {
  const address = { database: 20, foundBy: 'REDIS_MASTER_URL' }
  test.each([
    ['ERR DB index is out of range', /^Redis has no database 20: give REDIS_MASTER_URL a lower number/],
    ['ERR SELECT is not allowed in cluster mode', /cluster, which has no database 20/],
    ['MOVED 1234 192.0.2.1:6379', /cluster of several masters/],
    ['WRONGPASS invalid username-password pair or user is disabled.', /does not accept the user or the password/],
    ['NOAUTH Authentication required.', /check REDIS_MASTER_URL$/],
    ["NOPERM User app has no permissions to run the 'evalsha' command", /forbids its user "EVALSHA" or "EVAL"/],
    ["NOPERM User app has no permissions to run the 'eval' command", /forbids its user "EVALSHA" or "EVAL"/],
    ["NOPERM User app has no permissions to run the 'get' command", /forbids its user "GET"/],
    ['NOPERM No permissions to access a key', /a command or a key/],
    ["ERR unknown command 'EVALSHA', with args beginning with: 'abc'", /does not know the command "EVALSHA"/],
    ["ERR unknown command 'get', with args beginning with: 'a'", /"GET".*or REDIS_MASTER_URL leads to a sentinel/],
    ["ERR unknown command 'GETEX', with args beginning with: 'a'", /does not know the command "GETEX", .* disabled$/],
    ['ERR Unknown Redis command called from script script: 2c56', /does not know a command/],
    ['DENIED Redis is running in protected mode because no password is set', /protected mode/],
    ['ERR max number of clients reached', /maxclients/],
    ["ERR Error compiling script (new function): user_script:1: unexpected symbol near '#'", /Redis 7.0 or later/],
    ["OOM command not allowed when used memory > 'maxmemory'.", /memory of Redis is full/],
    ['MISCONF Errors writing to the AOF file: No space left on device', /cannot write to its disk/],
    ['NOREPLICAS Not enough good replicas to write.', /min-replicas-to-write/],
    ["READONLY You can't write against a read only replica.", /is a replica/],
    ['ERR something else', /^ERR something else$/],
  ])('%s', (message, expected) => {
    const explained = explainRefusal(message, address)
    expect(explained).toMatch(expected)
    // Everyone reads it.
    expect(explained).not.toMatch(/192\.0\.2\.1|\bapp\b/)
  })
})

describe('explainUnusable', () => {
  const address = { hosts: ['192.0.2.1'], port: 6379, database: 0, tls: false, foundBy: 'REDIS_MASTER_URL' } as const
  test.each<[message: string, more: object, isNew: boolean, expected: RegExp | undefined]>([
    ['Unknown RESP type 72 "H". Please report this.', {}, true, /does not speak its protocol/],
    ['write EPIPE', { code: 'EPIPE', syscall: 'write' }, true, /protected mode.*maxclients/],
    ['write ECONNRESET', { code: 'ECONNRESET', syscall: 'write' }, true, /protected mode.*maxclients/],
    ['write EPIPE', { code: 'EPIPE', syscall: 'write' }, false, undefined],
    ['read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }, true, undefined],
    ['connect ECONNREFUSED 192.0.2.1:6379', { code: 'ECONNREFUSED', syscall: 'connect' }, false, undefined],
  ])('%s, %o, on a new connection: %s', (message, more, isNew, expected) => {
    const explained = explainUnusable(
      { error: Object.assign(new Error(message), more), ofSentinels: [], isNew },
      address,
    )
    if (expected === undefined) expect(explained).toBeUndefined()
    else expect(explained).toMatch(expected)
  })
})

test('of a master that is silent because it is far away, the remedy is named', () => {
  const address = { hosts: ['192.0.2.1'], port: 6379, database: 0, tls: false, foundBy: 'REDIS_MASTER_URL' } as const
  const silence = new Error("Socket timeout. Expecting data, but didn't receive any in 900ms.")
  expect(describeFailure(silence, address)).toBe('it did not answer in time; if it is far away, raise WRITE_TIMEOUT')
})

describe('shortages', () => {
  test.each<[used: string, limit: string, wasShort: boolean, count: number]>([
    ['800', '1000', false, 1],
    ['799', '1000', false, 0],
    ['799', '1000', true, 1],
    ['749', '1000', true, 0],
    ['999', '0', false, 0],
    ['999', '', false, 0],
  ])('%s of %s bytes, short before: %s', (used, limit, wasShort, count) => {
    const memory = new Map([
      ['used_memory', used],
      ['maxmemory', limit],
    ])
    expect(shortages(memory, wasShort)).toHaveLength(count)
  })

  test('a value that a server does not show is not reported as missing', () => {
    expect(shortages(new Map())).toEqual([])
  })
})

test.each([
  ['near', 3, 900, 750],
  ['near, where writes may take long', 3, 60_000, 750],
  ['far', 1000, 4500, 2000],
  ['farther than a write may take', 10_000, 4500, 4500],
  ['of unknown distance', Number.POSITIVE_INFINITY, 4500, 4500],
  ['where writes may take hardly any time', 3, 100, 750],
])(
  'a node that is %s is given its time: %i ms to connect, %i ms to write',
  (_what, handshake, writeTimeout, expected) => {
    expect(patience(handshake, writeTimeout)).toBe(expected)
  },
)
