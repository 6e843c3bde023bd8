import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import type { FixedAddress, RedisLocation } from '../../server/configuration/redis-location.ts'

function locationOf(environment: Record<string, string>): RedisLocation {
  const { book } = readConfiguration(environment)
  if (book.kind !== 'redis') throw new Error(`expected a book on Redis, got ${book.kind}`)
  return book
}

const plain = { port: 6379, database: 0, tls: false as const }

describe('REDIS_MASTER_URL', () => {
  test.each<[url: string, expected: Partial<FixedAddress>]>([
    ['redis://m', { ...plain, hosts: ['m'] }],
    ['redis://m:7000', { ...plain, hosts: ['m'], port: 7000 }],
    ['redis://m/', { database: 0 }],
    ['redis://m/3', { database: 3 }],
    ['rediss://m', { tls: {}, port: 6379 }],
    ['redis://[::1]:7000', { hosts: ['::1'], port: 7000 }],
    ['redis://192.0.2.1', { hosts: ['192.0.2.1'] }],
    ['redis://:secret@m', { password: 'secret' }],
    ['redis://anna:secret@m', { username: 'anna', password: 'secret' }],
    ['redis://:p%40s%2Fs%3A%23%25@m', { password: 'p@s/s:#%' }],
    ['redis://:%E5%AF%86@m', { password: '密' }],
    ['redis://a%40b:c@m', { username: 'a@b', password: 'c' }],
  ])('%s', (url, expected) => {
    const { master, replica } = locationOf({ REDIS_MASTER_URL: url })
    expect(master).toMatchObject(expected)
    expect(master.foundBy).toBe('REDIS_MASTER_URL')
    expect(replica).toEqual(master)
  })

  test('without a name or a password there is none', () => {
    const { master } = locationOf({ REDIS_MASTER_URL: 'redis://m' })
    expect(master).not.toHaveProperty('username')
    expect(master).not.toHaveProperty('password')
  })

  test('the replica is read if its URL is given', () => {
    const { master, replica } = locationOf({ REDIS_MASTER_URL: 'redis://m', REDIS_REPLICA_URL: 'redis://r:7001' })
    expect(master).toMatchObject({ hosts: ['m'], foundBy: 'REDIS_MASTER_URL' })
    expect(replica).toMatchObject({ hosts: ['r'], port: 7001, foundBy: 'REDIS_REPLICA_URL' })
  })

  test.each([
    ['m:6379', /without a scheme/],
    ['http://m', /one of the scheme "http"/],
    ['redis://', /without a host/],
    ['m', /not a URL/],
    ['redis://m?tls=1', /"\?" or "#"/],
    ['redis://m/three', /database number/],
    ['redis://m/1/2', /database number/],
    ['redis://:100%@m', /percent-encoded/],
    ['redis://m:99999', /not a URL/],
  ])('%s is refused', (url, says) => {
    expect(() => locationOf({ REDIS_MASTER_URL: url })).toThrow(says)
  })
})

describe('GET_HOSTS_FROM=env', () => {
  const hosts = { GET_HOSTS_FROM: 'env', REDIS_MASTER_SERVICE_HOST: '10.0.0.1', REDIS_REPLICA_SERVICE_HOST: '10.0.0.2' }

  test('reads the Services’ variables, and not the link variables of Kubernetes', () => {
    expect(
      locationOf({ ...hosts, REDIS_MASTER_PORT: 'tcp://10.0.0.1:6379', REDIS_REPLICA_PORT: 'tcp://10.0.0.2:6379' }),
    ).toMatchObject({
      master: { ...plain, hosts: ['10.0.0.1'], foundBy: 'REDIS_MASTER_SERVICE_HOST' },
      replica: { ...plain, hosts: ['10.0.0.2'], foundBy: 'REDIS_REPLICA_SERVICE_HOST' },
    })
  })

  test('uses the ports', () => {
    const ports = { REDIS_MASTER_SERVICE_PORT: '7000', REDIS_REPLICA_SERVICE_PORT: '7001' }
    expect(locationOf({ ...hosts, ...ports })).toMatchObject({ master: { port: 7000 }, replica: { port: 7001 } })
  })

  test('uses the older name of the replicas’ Service if there is no newer one', () => {
    const older = { REDIS_SLAVE_SERVICE_HOST: '10.0.0.3', REDIS_SLAVE_SERVICE_PORT: '7003' }
    const { REDIS_REPLICA_SERVICE_HOST: _, ...master } = hosts
    expect(locationOf({ ...master, ...older }).replica).toMatchObject({ hosts: ['10.0.0.3'], port: 7003 })
    expect(locationOf({ ...hosts, ...older }).replica).toMatchObject({ hosts: ['10.0.0.2'], port: 6379 })
  })

  test.each([
    [{ REDIS_MASTER_SERVICE_HOST: '' }, /REDIS_MASTER_SERVICE_HOST must be set/],
    [{ REDIS_REPLICA_SERVICE_HOST: '' }, /REDIS_REPLICA_SERVICE_HOST must be set/],
    [{ REDIS_MASTER_SERVICE_PORT: 'tcp://10.0.0.1:6379' }, /REDIS_MASTER_SERVICE_PORT must be a whole number/],
    [{ REDIS_REPLICA_SERVICE_PORT: '0' }, /REDIS_REPLICA_SERVICE_PORT must be a whole number/],
  ])('%j is refused', (change, says) => {
    expect(() => locationOf({ ...hosts, ...change })).toThrow(says)
  })
})

test('GET_HOSTS_FROM=dns uses the names of the Services, including the older one of the replicas', () => {
  expect(locationOf({ GET_HOSTS_FROM: 'dns' })).toMatchObject({
    master: { ...plain, hosts: ['redis-master'] },
    replica: { ...plain, hosts: ['redis-replica', 'redis-slave'] },
  })
})

test('a URL takes precedence over GET_HOSTS_FROM, and Redis over DATA_DIR', () => {
  const environment = { REDIS_MASTER_URL: 'redis://m', GET_HOSTS_FROM: 'dns', DATA_DIR: '/data' }
  expect(locationOf(environment).master.hosts).toEqual(['m'])
})
