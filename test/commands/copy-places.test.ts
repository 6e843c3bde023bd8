import { expect, test } from 'vitest'
import { parseLocation } from '../../server/commands/copy/book-location.ts'

const SENTINELS = { REDIS_SENTINELS: 's:26379', REDIS_MASTER_NAME: 'book', REDIS_PASSWORD: 'open-sesame' }

test('a directory needs nothing from the settings of a book on Redis', () => {
  const settings = { ...SENTINELS, REDIS_TLS: '1', REDIS_DATABASE: '2', WRITE_REPLICAS: '2' }
  expect(parseLocation('old-book', settings)).toEqual({ kind: 'embedded', directory: 'old-book' })
})

test('a Redis master takes its password from the settings, and nothing that says where another one is', () => {
  const book = parseLocation('redis://here', SENTINELS)
  expect(book).toMatchObject({ kind: 'redis', master: { hosts: ['here'], password: 'open-sesame', tls: false } })
  const files = { DATA_DIR: './data', REDIS_MASTER_URL_FILE: '/nowhere', GET_HOSTS_FROM: 'dns' }
  expect(parseLocation('redis://here', files)).toMatchObject({ kind: 'redis', master: { hosts: ['here'] } })
})

test('settings for TLS hold for rediss:// only', () => {
  const settings = { REDIS_MASTER_URL: 'rediss://there', REDIS_TLS: '1' }
  expect(parseLocation('redis://here', settings)).toMatchObject({ master: { tls: false } })
  expect(parseLocation('rediss://here', settings)).toMatchObject({ master: { tls: {} } })
  expect(parseLocation('configured', settings)).toMatchObject({ master: { hosts: ['there'], tls: {} } })
})
