import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { post } from '../support/ask.ts'
import { type Authority, type Certified, createAuthority } from '../support/certificates.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { startSentinels } from '../support/redis/sentinels.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'
import { expectExplained, readyz, UNAVAILABLE, WELL, warningsOf } from './explained.ts'

// Only a server of this machine can be given certificates by a path of this machine.
describeWith(['redis-server'], 'TLS to Redis', () => {
  let ours: Authority
  let theirs: Authority
  let server: Certified
  let client: Certified
  beforeAll(async () => {
    ours = await createAuthority()
    theirs = await createAuthority()
    server = await ours.issue('localhost')
    client = await ours.issue('client')
  })
  afterAll(async () => {
    await ours?.[Symbol.asyncDispose]()
    await theirs?.[Symbol.asyncDispose]()
  })

  const tlsSettings = (port: number, { cert, key }: Certified) => ({
    'tls-port': `${port}`,
    'tls-cert-file': cert,
    'tls-key-file': key,
    'tls-ca-cert-file': ours.ca,
  })
  const clientFiles = ({ cert, key }: Certified) => ({ REDIS_TLS_CERT: cert, REDIS_TLS_KEY: key })

  describe.each(['TLSv1.2', 'TLSv1.3'])('by %s', (version) => {
    let redis: RedisTopology
    let port: number
    let url: string
    beforeAll(async () => {
      port = await freePort()
      url = `rediss://localhost:${port}`
      const settings = { ...tlsSettings(port, server), 'tls-protocols': version }
      redis = await startRedis({ provider: 'local', settings })
    })
    afterAll(() => redis?.[Symbol.asyncDispose]())

    test('works with an authority and a client certificate in files', async () => {
      const environment = { REDIS_MASTER_URL: url, REDIS_TLS_CA: ours.ca, ...clientFiles(client) }
      await using guestbook = await startServer(environment)
      await expect.poll(() => readyz(guestbook)).toMatchObject(WELL)
      expect((await post(guestbook, { message: 'by TLS' })).status).toBe(201)
    })

    test('the address of a Service is used with TLS, too', async () => {
      const environment = { GET_HOSTS_FROM: 'env', REDIS_TLS_CA: ours.ca, ...clientFiles(client) }
      const service = (name: string) => ({
        [`REDIS_${name}_SERVICE_HOST`]: '127.0.0.1',
        [`REDIS_${name}_SERVICE_PORT`]: `${port}`,
      })
      await using guestbook = await startServer({ ...environment, ...service('MASTER'), ...service('REPLICA') })
      await expect.poll(() => readyz(guestbook)).toMatchObject(WELL)
    })

    test('the wrong authority is explained in one line', async () => {
      const environment = { REDIS_MASTER_URL: url, REDIS_TLS_CA: theirs.ca, ...clientFiles(client) }
      await using guestbook = await startServer(environment)
      await expectExplained(guestbook, /authority that is not trusted.* REDIS_TLS_CA/, UNAVAILABLE)
      expect(warningsOf(guestbook)).toHaveLength(1)
    })

    test('a missing client certificate is explained in one line', async () => {
      await using guestbook = await startServer({ REDIS_MASTER_URL: url, REDIS_TLS_CA: ours.ca })
      await expectExplained(guestbook, /demands a TLS client certificate: set REDIS_TLS_CERT/, UNAVAILABLE)
      expect(warningsOf(guestbook)).toHaveLength(1)
    })

    test('a client certificate of another authority is explained in one line', async () => {
      const foreign = await theirs.issue('client')
      const environment = { REDIS_MASTER_URL: url, REDIS_TLS_CA: ours.ca, ...clientFiles(foreign) }
      await using guestbook = await startServer(environment)
      await expectExplained(guestbook, /does not accept the TLS client certificate/, UNAVAILABLE)
      expect(warningsOf(guestbook)).toHaveLength(1)
    })
  })

  test('a certificate for another host is refused and explained', async () => {
    const port = await freePort()
    const elsewhere = await ours.issue('elsewhere', 'DNS:elsewhere')
    const settings = { ...tlsSettings(port, elsewhere), 'tls-auth-clients': 'no' }
    await using _ = await startRedis({ provider: 'local', settings })
    await using guestbook = await startServer({
      REDIS_MASTER_URL: `rediss://localhost:${port}`,
      REDIS_TLS_CA: ours.ca,
    })
    await expectExplained(guestbook, /certificate for another host name/, UNAVAILABLE)
  })

  test('without REDIS_TLS_CA, the authorities that Node knows are trusted', async () => {
    const port = await freePort()
    const settings = { ...tlsSettings(port, server), 'tls-auth-clients': 'no' }
    await using _ = await startRedis({ provider: 'local', settings })
    const environment = { REDIS_MASTER_URL: `rediss://localhost:${port}` }
    await using trusting = await startServer({ ...environment, NODE_EXTRA_CA_CERTS: ours.ca })
    await expect.poll(() => readyz(trusting)).toMatchObject(WELL)
    await using wary = await startServer(environment)
    await expectExplained(wary, /authority that is not trusted/, UNAVAILABLE)
  })

  test('a port with TLS asked without it, and the other way round, gives a hint', async () => {
    const port = await freePort()
    const settings = { ...tlsSettings(port, server), 'tls-auth-clients': 'no' }
    await using redis = await startRedis({ provider: 'local', settings })
    await using plain = await startServer({ REDIS_MASTER_URL: `redis://localhost:${port}` })
    await plain.logged('a hint', ({ reason }) => /perhaps because Redis expects TLS/.test(String(reason)))
    const environment = { REDIS_MASTER_URL: `rediss://localhost:${redis.master.port}`, REDIS_TLS_CA: ours.ca }
    await using encrypted = await startServer(environment)
    await encrypted.logged('a hint', ({ reason }) => /not the TLS port of Redis/.test(String(reason)))
  })

  test('sentinels are asked with it, too', async () => {
    const [port, sentinelPort] = [await freePort(), await freePort()]
    await using _ = await startRedis({ provider: 'local', settings: tlsSettings(port, server) })
    const configuration = Object.entries({ ...tlsSettings(sentinelPort, server), 'tls-replication': 'yes' })
    await using sentinels = await startSentinels({ host: '127.0.0.1', port }, 0, {
      count: 1,
      configuration: configuration.map((pair) => pair.join(' ')),
    })
    const environment = { ...sentinels.environment, REDIS_SENTINELS: `localhost:${sentinelPort}` }
    const files = { REDIS_TLS_CA: ours.ca, ...clientFiles(client) }
    await using guestbook = await startServer({ ...environment, ...files })
    await expect.poll(() => readyz(guestbook)).toMatchObject({ reads: 'ok', writes: 'ok' })
    expect((await post(guestbook, { message: 'by TLS' })).status).toBe(201)
    await using wary = await startServer({ ...environment, ...files, REDIS_TLS_CA: theirs.ca })
    await expectExplained(wary, /none of the sentinels .* can be reached: check .* REDIS_TLS_CA/, UNAVAILABLE)
  })
})
