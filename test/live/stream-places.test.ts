import { expect, test } from 'vitest'
import { headerOf, postEntry } from '../http/requests.ts'
import { startApp } from '../support/app.ts'
import { openStream } from './event-stream.ts'

const LIMITS = { streams: 4, streamsOfNetwork: 2 }

test('one network cannot have all the streams, nor all networks more than there are', async () => {
  await using guestbook = await startApp({ TRUST_PROXY: '1' }, { limits: LIMITS })
  const url = await guestbook.app.listen({ host: '127.0.0.1', port: 0 })
  using all = new DisposableStack()
  const open = async (address: string) => {
    const stream = await openStream(url, { headers: { 'x-forwarded-for': address } })
    all.use(stream)
    return stream
  }
  const statusOf = async (address: string) => (await open(address)).response.statusCode
  const first = await open('2001:db8:1:1::1')
  expect(first.response.statusCode).toBe(200)
  // Of the same site, though of another of its 65,536 networks.
  expect(await statusOf('2001:db8:1:2::1')).toBe(200)
  const refused = await open('2001:db8:1:3::1')
  expect(refused.response.statusCode).toBe(503)
  expect(refused.response.headers['retry-after']).toBe('20')
  expect(refused.response.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(await statusOf('192.0.2.1')).toBe(200)
  expect(await statusOf('192.0.2.2')).toBe(200)
  expect(await statusOf('192.0.2.3')).toBe(503)
  expect((await guestbook.app.inject('/livez')).statusCode).toBe(200)
  first[Symbol.dispose]()
  await expect.poll(() => statusOf('2001:db8:1:3::1')).toBe(200)
  const metrics = await guestbook.metrics.registry.metrics()
  expect(metrics).toMatch(/guestbook_refused_total\{limit="network_streams"\} [1-9]/)
  expect(metrics).toMatch(/guestbook_refused_total\{limit="streams"\} [1-9]/)
})

test('a reader who has missed more than a page is asked to reload, however often they come back', async () => {
  await using guestbook = await startApp()
  const url = await guestbook.app.listen({ host: '127.0.0.1', port: 0 })
  const positions: string[] = []
  for (let number = 0; number < 60; number++) {
    const response = await postEntry(guestbook.app, { message: `${number} ${'書'.repeat(990)}` })
    positions.push(headerOf(response, 'guestbook-position') ?? '')
  }
  for (let round = 0; round < 2; round++) {
    using far = await openStream(url, { query: `?after=${positions[0]}` })
    expect((await far.received(1))[0]).toMatchObject({ event: 'reload' })
    using near = await openStream(url, { query: `?after=${positions[49]}` })
    const told = await near.received(10)
    expect(told.map(({ event }) => event)).toEqual(Array.from({ length: 10 }, () => 'entry'))
    expect(JSON.parse(told[0]?.data ?? '').message).toMatch(/^50 /)
  }
})
