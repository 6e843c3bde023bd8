import { describe, expect, test } from 'vitest'
import { type Configuration, readConfiguration } from '../../server/configuration/configuration.ts'
import { VARIABLES } from '../../server/configuration/variables.ts'
import { problemsOf } from './reading.ts'

test('without variables the book is in ./data and served to this machine only', () => {
  expect(readConfiguration({})).toEqual({
    host: 'localhost',
    port: 8080,
    metricsPort: 9464,
    book: { kind: 'embedded', directory: './data' },
    writeReplicas: 0,
    writeTimeout: 1000,
    rateLimit: 60,
    bookLimit: 5000,
    holdAbove: 300,
    publicUrl: undefined,
    trustProxy: false,
    seedMessage: 'Hello World!',
    title: undefined,
    intro: undefined,
    defaultLanguage: 'en',
    noindex: false,
    admin: true,
    topology: 'owner',
    drainDelay: 0,
    logLevel: 'info',
  })
})

const redis = { REDIS_MASTER_URL: 'redis://m' }

describe('good values', () => {
  test.each<[environment: Record<string, string>, expected: Partial<Configuration>]>([
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65535 }],
    [{ PORT: ' 8081 ' }, { port: 8081 }],
    [{ PORT: '' }, { port: 8080 }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [{ HOST: '::' }, { host: '::' }],
    [{ METRICS_PORT: '9000' }, { metricsPort: 9000 }],
    [
      { PORT: '0', METRICS_PORT: '0' },
      { port: 0, metricsPort: 0 },
    ],
    [{ DATA_DIR: '/data' }, { book: { kind: 'embedded', directory: '/data' } }],
    [{ DATA_DIR: '/data', NODE_ENV: 'production' }, { book: { kind: 'embedded', directory: '/data' } }],
    [{ ...redis, WRITE_REPLICAS: '2' }, { writeReplicas: 2 }],
    [{ WRITE_TIMEOUT: '1' }, { writeTimeout: 1 }],
    [{ WRITE_TIMEOUT: '60000' }, { writeTimeout: 60_000 }],
    [{ RATE_LIMIT: '0' }, { rateLimit: 0 }],
    [{ RATE_LIMIT: '600' }, { rateLimit: 600 }],
    [{ BOOK_LIMIT: '0' }, { bookLimit: 0 }],
    [{ BOOK_LIMIT: '' }, { bookLimit: 5000 }],
    [{ BOOK_LIMIT: '100000' }, { bookLimit: 100_000 }],
    [{ HOLD_ABOVE: '0' }, { holdAbove: 0 }],
    [{ HOLD_ABOVE: '' }, { holdAbove: 300 }],
    [{ HOLD_ABOVE: '1000' }, { holdAbove: 1000 }],
    [{ PUBLIC_URL: 'https://book.example' }, { publicUrl: 'https://book.example' }],
    [{ PUBLIC_URL: 'https://Book.example:443/' }, { publicUrl: 'https://book.example' }],
    [{ PUBLIC_URL: 'http://book.example:8080' }, { publicUrl: 'http://book.example:8080' }],
    [{ PUBLIC_URL: 'https://book.example/guests/' }, { publicUrl: 'https://book.example/guests' }],
    [{ PUBLIC_URL: 'https://book.example/a/gäste' }, { publicUrl: 'https://book.example/a/g%C3%A4ste' }],
    [
      { PUBLIC_URL: 'https://k8s.example/api/v1/namespaces/default/services/frontend:80/proxy/' },
      { publicUrl: 'https://k8s.example/api/v1/namespaces/default/services/frontend:80/proxy' },
    ],
    [{ PUBLIC_URL: '  ' }, { publicUrl: undefined }],
    [{}, { topology: 'owner' }],
    [{ REDIS_MASTER_URL: 'redis://m' }, { topology: 'public' }],
    [{ REDIS_MASTER_URL: 'redis://m', PUBLIC_URL: 'https://book.example' }, { topology: 'owner' }],
    [{ TOPOLOGY: 'off' }, { topology: 'off' }],
    [{ TRUST_PROXY: '0' }, { trustProxy: false }],
    [{ TRUST_PROXY: '1' }, { trustProxy: 1 }],
    [{ TRUST_PROXY: 'loopback' }, { trustProxy: ['loopback'] }],
    [{ TRUST_PROXY: '10.0.0.0/8, ::1 ,fd00::/8' }, { trustProxy: ['10.0.0.0/8', '::1', 'fd00::/8'] }],
    [{ SEED_MESSAGE: '' }, { seedMessage: '' }],
    [{ SEED_MESSAGE: '你好 \u202e\r\n\n\n\n\nHi\u0007\n' }, { seedMessage: '你好\n\n\nHi' }],
    [{ SEED_MESSAGE: ' 你好 ' }, { seedMessage: ' 你好' }],
    [{ SEED_MESSAGE: ' \u200b\n' }, { seedMessage: '' }],
    [{ SEED_MESSAGE: '好'.repeat(1000) }, { seedMessage: '好'.repeat(1000) }],
    [{ BOOK_TITLE: 'é'.normalize('NFD').repeat(100) }, { title: 'é'.repeat(100) }],
    [{ BOOK_INTRO: 'one\n\ntwo' }, { intro: 'one\n\ntwo' }],
    [{ REDIS_TLS: '0', REDIS_DATABASE: '0', REDIS_PASSWORD: '' }, { book: { kind: 'embedded', directory: './data' } }],
    [
      { BOOK_TITLE: 'Anna & Bob', BOOK_INTRO: '<b>' },
      { title: 'Anna & Bob', intro: '<b>' },
    ],
    [{ BOOK_TITLE: '' }, { title: undefined }],
    [{ BOOK_TITLE: '\u200b' }, { title: undefined }],
    [
      { BOOK_TITLE: 'Anna\u202e\n& Bo\u0007b', BOOK_INTRO: 'One\r\n\u2066two\n\n\n\n\nthree' },
      { title: 'Anna & Bob', intro: 'One\ntwo\n\n\nthree' },
    ],
    [{ DEFAULT_LANGUAGE: 'zh-Hans' }, { defaultLanguage: 'zh-Hans' }],
    [{ NOINDEX: '1' }, { noindex: true }],
    [{ NOINDEX: 'TRUE' }, { noindex: true }],
    [{ NOINDEX: '0' }, { noindex: false }],
    [{ NOINDEX: 'false' }, { noindex: false }],
    [{ NOINDEX: '' }, { noindex: false }],
    [{ ADMIN: 'off' }, { admin: false }],
    [{ ADMIN: 'Off' }, { admin: false }],
    [{ ADMIN: 'on' }, { admin: true }],
    [{ ADMIN: '' }, { admin: true }],
    [{ DRAIN_DELAY: '5' }, { drainDelay: 5000 }],
    [{ LOG_LEVEL: 'WARN' }, { logLevel: 'warn' }],
  ])('%j', (environment, expected) => {
    expect(readConfiguration(environment)).toMatchObject(expected)
  })
})

describe('bad values', () => {
  test.each<[environment: Record<string, string>, says: RegExp]>([
    [{ PORT: 'eighty' }, /^PORT must be a whole number from 0 to 65535, but is "eighty"$/],
    [{ PORT: '65536' }, /^PORT /],
    [{ PORT: '-1' }, /^PORT /],
    [{ PORT: '80.5' }, /^PORT /],
    [{ PORT: '1e3' }, /^PORT /],
    [{ PORT: '0x50' }, /^PORT /],
    [{ PORT: 'tcp://10.0.0.1:8080' }, /^PORT /],
    [{ PORT: '9999999999999999999' }, /^PORT /],
    [{ METRICS_PORT: 'none' }, /^METRICS_PORT /],
    [{ PORT: '9464' }, /^METRICS_PORT must differ from PORT/],
    [{ ...redis, WRITE_REPLICAS: '101' }, /^WRITE_REPLICAS /],
    [{ WRITE_REPLICAS: '1' }, /^WRITE_REPLICAS must be 0 without Redis/],
    [{ WRITE_TIMEOUT: '0' }, /^WRITE_TIMEOUT /],
    [{ WRITE_TIMEOUT: '1s' }, /^WRITE_TIMEOUT /],
    [{ RATE_LIMIT: '-1' }, /^RATE_LIMIT /],
    [{ RATE_LIMIT: 'off' }, /^RATE_LIMIT /],
    [{ BOOK_LIMIT: '-1' }, /^BOOK_LIMIT must be a whole number from 0 to /],
    [{ BOOK_LIMIT: '5 000' }, /^BOOK_LIMIT /],
    [{ HOLD_ABOVE: '-1' }, /^HOLD_ABOVE must be a whole number from 0 to /],
    [{ HOLD_ABOVE: 'never' }, /^HOLD_ABOVE /],
    [{ PUBLIC_URL: 'book.example' }, /^PUBLIC_URL /],
    [{ NOINDEX: 'yes' }, /^NOINDEX must be 1 or 0, but is "yes"/],
    [{ NOINDEX: '2' }, /^NOINDEX /],
    [{ ADMIN: '0' }, /^ADMIN must be one of on, off, but is "0"$/],
    [{ TOPOLOGY: 'everybody' }, /^TOPOLOGY must be one of public, owner, off, but is "everybody"$/],
    [{ PUBLIC_URL: 'ftp://book.example' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'https://book.example//guests' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'https://book.example/a;b' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'https://book.example/admin' }, /^PUBLIC_URL .* the guestbook itself uses \/admin\//],
    [{ PUBLIC_URL: 'https://book.example/api/' }, /^PUBLIC_URL .* the guestbook itself uses \/api\//],
    [{ PUBLIC_URL: 'https://book.example/?a' }, /^PUBLIC_URL /],
    [{ PUBLIC_URL: 'https://book.example/#a' }, /^PUBLIC_URL /],
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY /],
    [{ TRUST_PROXY: '100' }, /^TRUST_PROXY /],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY /],
    [{ TRUST_PROXY: '10.0.0.0/8,' }, /^TRUST_PROXY /],
    [{ TRUST_PROXY: 'proxy.example' }, /^TRUST_PROXY /],
    [{ SEED_MESSAGE: 'a'.repeat(1001) }, /^SEED_MESSAGE must be a text of at most 1000 characters/],
    [{ SEED_MESSAGE: `a${'\u0301'.repeat(9)}` }, /^SEED_MESSAGE /],
    [{ BOOK_TITLE: `a${'\u0301'.repeat(40)}` }, /^BOOK_TITLE must be a text with at most 8 marks on a letter/],
    [{ BOOK_INTRO: `a${'\u0301'.repeat(9)}` }, /^BOOK_INTRO /],
    [{ DEFAULT_LANGUAGE: 'xx' }, /^DEFAULT_LANGUAGE must be one of en, /],
    [{ DEFAULT_LANGUAGE: 'ZH' }, /^DEFAULT_LANGUAGE /],
    [{ DRAIN_DELAY: '601' }, /^DRAIN_DELAY /],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of .*, but is "loud"$/],
    [{ GET_HOSTS_FROM: 'etcd' }, /^GET_HOSTS_FROM must be one of env, dns, but is "etcd"$/],
    [{ NODE_ENV: 'production' }, /^DATA_DIR must be set .* REDIS_MASTER_URL, or GET_HOSTS_FROM/],
    [{ REDIS_REPLICA_URL: 'redis://r' }, /^REDIS_MASTER_URL must be set if REDIS_REPLICA_URL is/],
    [{ REDIS_PASSWORD: 'open-sesame' }, /^REDIS_MASTER_URL, .* must be set if REDIS_PASSWORD is: otherwise/],
    [{ REDIS_DATABASE: '1' }, / must be set if REDIS_DATABASE is: /],
    [{ REDIS_TLS: '1' }, / must be set if REDIS_TLS is: /],
    [{ REDIS_SENTINEL_USERNAME: 'anna' }, / must be set if REDIS_SENTINEL_USERNAME is: /],
    [{ BOOK_TITLE: 'x'.repeat(101) }, /^BOOK_TITLE must be a text of at most 100 characters, but is "x{100}"…$/],
    [{ BOOK_TITLE: 'x'.repeat(100_000) }, /^BOOK_TITLE must be a text of at most 100 characters, but is "x{100}"…$/],
    [{ BOOK_INTRO: '好'.repeat(1001) }, /^BOOK_INTRO must be a text of at most 1000 characters, /],
    [{ BOOK_INTRO: `a${'\u0301'.repeat(9)}` }, /^BOOK_INTRO must be a text with at most 8 marks on a letter /],
    [{ SEED_MESSAGE: 'x'.repeat(1001) }, /^SEED_MESSAGE must be a text of at most 1000 characters, /],
    [{ SEED_MESSAGE: '👨‍👩‍👧‍👦'.repeat(500) }, /^SEED_MESSAGE must be a text of at most 10240 bytes, /],
    [{ SEED_MESSAGE: `a${'\u0301'.repeat(9)}` }, /^SEED_MESSAGE must be a text with at most 8 marks on a letter /],
  ])('%j', (environment, says) => {
    const problems = problemsOf(environment)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(says)
  })
})

test('all errors are reported at once', () => {
  const environment = { PORT: 'a', WRITE_TIMEOUT: 'b', RATE_LIMIT: 'c', LOG_LEVEL: 'd', PUBLIC_URL: 'e' }
  const problems = problemsOf(environment)
  expect(problems).toHaveLength(5)
  for (const [name, value] of Object.entries(environment)) {
    expect(problems.filter((problem) => problem.startsWith(`${name} `) && problem.endsWith(`"${value}"`))).toHaveLength(
      1,
    )
  }
  expect(() => readConfiguration(environment)).toThrow('5 variables')
})

test.each([
  { PUBLIC_URL: 'https://anna:open-sesame@book.example/path' },
  { PUBLIC_URL: 'https://anna:open-sesame@book.example' },
  { PUBLIC_URL: 'https://:open-sesame@book.example' },
  { REDIS_MASTER_URL: 'redis://:open-sesame@m/path' },
  { REDIS_MASTER_URL: 'redis://:open-sesame#1@m' },
  { REDIS_MASTER_URL: 'redis://:open-sesame%@m' },
  { REDIS_MASTER_URL: 'http://:open-sesame@m' },
  { REDIS_MASTER_URL: ':open-sesame@m' },
  { REDIS_MASTER_URL: 'open-sesame:@m' },
  { REDIS_MASTER_URL: 'redis://:open-sesame@m?tls' },
  { REDIS_MASTER_URL: 'redis://:open-sesame@m:port' },
  { REDIS_REPLICA_URL: 'redis://:open-sesame@r/path' },
])('a bad value with a password in it is refused without repeating it: %j', (environment) => {
  const problems = problemsOf(environment)
  expect(problems).not.toHaveLength(0)
  expect(problems.join()).not.toContain('open-sesame')
})

test('the list of variables has exactly those that are read', () => {
  const read = new Set<string>()
  const watch = (values: Record<string, string>) =>
    new Proxy(values, {
      get(target, name: string) {
        read.add(name)
        return target[name]
      },
    })
  readConfiguration(watch({}))
  readConfiguration(watch({ GET_HOSTS_FROM: 'env', REDIS_MASTER_SERVICE_HOST: 'm', REDIS_SLAVE_SERVICE_HOST: 's' }))
  readConfiguration(watch({ GET_HOSTS_FROM: 'env', REDIS_MASTER_SERVICE_HOST: 'm', REDIS_REPLICA_SERVICE_HOST: 'r' }))
  expect([...read].toSorted()).toEqual([...VARIABLES].toSorted())
})
