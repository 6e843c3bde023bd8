import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { addressOf, ensureFree, freePorts } from '../../scripts/setup/address.js'

test.each([
  { environment: {}, expected: 'localhost:8080' },
  { environment: { PORT: '3000' }, expected: 'localhost:3000' },
  { environment: { HOST: '0.0.0.0', PORT: '' }, expected: 'localhost:8080' },
  { environment: { HOST: '192.0.2.7' }, expected: '192.0.2.7:8080' },
  { environment: { HOST: '2001:db8::1' }, expected: '[2001:db8::1]:8080' },
  { environment: { PORT: '0' }, expected: undefined },
  { environment: { PORT: 'tcp://10.0.0.1:8080' }, expected: undefined },
  { environment: { PORT: '65536' }, expected: undefined },
])('with $environment the guestbook is at $expected', ({ environment, expected }) => {
  const address = addressOf(environment)
  expect(address && `${address.host}:${address.port}`).toBe(expected)
})

test.each(['127.0.0.1', '0.0.0.0'])('a port in use on %s is told in one sentence', async (host) => {
  await using server = createServer().listen({ port: 0, host })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const address = addressOf({ PORT: String(port) })
  if (!address) throw new Error('expected an address')
  await expect(ensureFree(address)).rejects.toThrow(`Port ${port} is in use`)
  await expect(ensureFree(address)).rejects.toThrow(`PORT=${port + 1} METRICS_PORT=9465 `)
})

test('of a metrics port in use it is said how to choose another', async () => {
  await using server = createServer().listen({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const address = addressOf({ METRICS_PORT: String(port) }, 'METRICS_PORT')
  if (!address) throw new Error('expected an address')
  await expect(ensureFree(address)).rejects.toThrow(`PORT=8081 METRICS_PORT=${port + 1} `)
})

test.each([
  { variable: 'PORT', port: 9464, expected: 'PORT=9465 METRICS_PORT=9466' },
  { variable: 'METRICS_PORT', port: 8080, expected: 'PORT=8081 METRICS_PORT=8082' },
  { variable: 'PORT', port: 65535, expected: 'PORT=1024 METRICS_PORT=9465' },
] as const)('instead of $variable=$port two different ports are named', ({ variable, port, expected }) => {
  expect(freePorts(variable, port)).toBe(expected)
})
