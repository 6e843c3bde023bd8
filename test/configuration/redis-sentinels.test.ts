import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import type { RedisLocation } from '../../server/configuration/redis-location.ts'

function locationOf(environment: Record<string, string>): RedisLocation {
  const { book } = readConfiguration(environment)
  return book.kind === 'redis' ? book : expect.fail('expected a book on Redis')
}

const named = { REDIS_MASTER_NAME: 'mymaster' }

test('sentinels name the master and the replicas', () => {
  const environment = {
    REDIS_SENTINELS: 'sentinel-0:26379, sentinel-1:7000',
    REDIS_MASTER_NAME: 'mymaster',
    REDIS_USERNAME: 'anna',
    REDIS_PASSWORD: 'p@s/s:#%',
    REDIS_DATABASE: '3',
    REDIS_SENTINEL_USERNAME: 'sentinel',
    REDIS_SENTINEL_PASSWORD: 'other',
  }
  const { master, replica } = locationOf(environment)
  expect(master).toEqual({
    sentinels: {
      masterName: 'mymaster',
      sentinels: [
        { host: 'sentinel-0', port: 26379 },
        { host: 'sentinel-1', port: 7000 },
      ],
      username: 'sentinel',
      password: 'other',
    },
    username: 'anna',
    password: 'p@s/s:#%',
    database: 3,
    tls: false,
    foundBy: 'REDIS_SENTINELS',
    passwordBy: 'REDIS_PASSWORD',
    databaseBy: 'REDIS_DATABASE',
  })
  expect(replica).toEqual(master)
})

test.each([
  ['a', { host: 'a', port: 26379 }],
  ['192.0.2.1:1', { host: '192.0.2.1', port: 1 }],
  ['[::1]', { host: '::1', port: 26379 }],
  ['[2001:db8::1]:65535', { host: '2001:db8::1', port: 65535 }],
  ['redis-0.redis.default.svc.cluster.local:26379', { host: 'redis-0.redis.default.svc.cluster.local', port: 26379 }],
])('%s is a sentinel', (text, expected) => {
  const { master } = locationOf({ ...named, REDIS_SENTINELS: text })
  expect(master.sentinels?.sentinels).toEqual([expected])
})

test.each(['a:', 'a:0', 'a:65536', 'a:b', 'a,', ',', 'a b', '::1', 'redis://a:1', ':open-sesame@a:1', 'a/0'])(
  'REDIS_SENTINELS=%s is refused without repeating it',
  (text) => {
    const read = () => locationOf({ ...named, REDIS_SENTINELS: text })
    expect(read).toThrow(/REDIS_SENTINELS must be addresses of the form host:port/)
    expect(read).not.toThrow(/open-sesame/)
  },
)

test.each<[environment: Record<string, string>, says: RegExp]>([
  [{ REDIS_SENTINELS: 'a' }, /REDIS_MASTER_NAME must be set if REDIS_SENTINELS is/],
  [named, /REDIS_SENTINELS must be set if REDIS_MASTER_NAME is/],
  [{ ...named, REDIS_SENTINELS: 'a', REDIS_MASTER_URL: 'redis://m' }, /must not be set together with REDIS_MASTER_URL/],
  [{ ...named, REDIS_SENTINELS: 'a', REDIS_REPLICA_URL: 'redis://r' }, /must not be set together/],
  [{ ...named, REDIS_SENTINELS: 'a', REDIS_DATABASE: 'three' }, /REDIS_DATABASE must be a whole number/],
])('%j is refused', (environment, says) => {
  expect(() => locationOf(environment)).toThrow(says)
})

test('sentinels take precedence over GET_HOSTS_FROM, which an image may set', () => {
  const { master } = locationOf({ ...named, REDIS_SENTINELS: 'a', GET_HOSTS_FROM: 'dns' })
  expect(master.foundBy).toBe('REDIS_SENTINELS')
})

describe('REDIS_USERNAME, REDIS_PASSWORD and REDIS_DATABASE', () => {
  const shared = { REDIS_USERNAME: 'anna', REDIS_PASSWORD: 'secret', REDIS_DATABASE: '4' }

  test('hold where a URL does not say otherwise', () => {
    const { master, replica } = locationOf({
      ...shared,
      REDIS_MASTER_URL: 'redis://m',
      REDIS_REPLICA_URL: 'redis://bob:own@r/0',
    })
    expect(master).toMatchObject({ username: 'anna', password: 'secret', database: 4, passwordBy: 'REDIS_PASSWORD' })
    expect(replica).toMatchObject({ username: 'bob', password: 'own', database: 0 })
    expect(replica).not.toHaveProperty('passwordBy')
  })

  test('hold for the nodes that Kubernetes names', () => {
    const { master, replica } = locationOf({ ...shared, GET_HOSTS_FROM: 'dns' })
    for (const node of [master, replica])
      expect(node).toMatchObject({ username: 'anna', password: 'secret', database: 4 })
  })
})
