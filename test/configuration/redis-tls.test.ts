import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Authority, type Certified, createAuthority } from '../support/certificates.ts'
import { masterOf } from './reading.ts'

let authority: Authority
let client: Certified
beforeAll(async () => {
  authority = await createAuthority()
  client = await authority.issue('client')
})
afterAll(() => authority?.[Symbol.asyncDispose]())

const rediss = { REDIS_MASTER_URL: 'rediss://m' }

test('the files are read', async () => {
  const [ca, cert, key] = await Promise.all(
    [authority.ca, client.cert, client.key].map((path) => readFile(path, 'utf8')),
  )
  const environment = { REDIS_TLS_CA: authority.ca, REDIS_TLS_CERT: client.cert, REDIS_TLS_KEY: client.key }
  expect(masterOf({ ...rediss, ...environment }).tls).toEqual({ ca, cert, key })
  expect(masterOf({ GET_HOSTS_FROM: 'dns', ...environment }).tls).toEqual({ ca, cert, key })
  expect(masterOf({ REDIS_SENTINELS: 's', REDIS_MASTER_NAME: 'm', ...environment }).tls).toEqual({ ca, cert, key })
})

test('REDIS_TLS=1 turns it on without files', () => {
  expect(masterOf({ GET_HOSTS_FROM: 'dns', REDIS_TLS: '1' }).tls).toEqual({})
  expect(masterOf({ GET_HOSTS_FROM: 'dns', REDIS_TLS: '0' }).tls).toBe(false)
})

test.each<[what: string, environment: () => Promise<Record<string, string>> | Record<string, string>, says: RegExp]>([
  [
    'a file that is not there',
    () => ({ REDIS_TLS_CA: '/none' }),
    /REDIS_TLS_CA must name a file .* there is no such file/,
  ],
  ['a directory', () => ({ REDIS_TLS_CA: '/' }), /REDIS_TLS_CA must name a file .* it is not a file/],
  [
    'an authority that is none',
    async () => ({ REDIS_TLS_CA: await fileWith('hello') }),
    /REDIS_TLS_CA must name a PEM file with a certificate/,
  ],
  [
    'a key instead of a certificate',
    () => ({ REDIS_TLS_CA: client.key }),
    /REDIS_TLS_CA must name a PEM file with a certificate/,
  ],
  ['a certificate without its key', () => ({ REDIS_TLS_CERT: client.cert }), /REDIS_TLS_KEY must be set too/],
  ['a key without its certificate', () => ({ REDIS_TLS_KEY: client.key }), /REDIS_TLS_CERT must be set too/],
  [
    'a certificate as a key',
    () => ({ REDIS_TLS_CERT: client.cert, REDIS_TLS_KEY: client.cert }),
    /REDIS_TLS_KEY must name a PEM file with a private key/,
  ],
  [
    'the key of another',
    async () => ({ REDIS_TLS_CERT: client.cert, REDIS_TLS_KEY: (await authority.issue('other')).key }),
    /REDIS_TLS_KEY must be the key of the certificate in REDIS_TLS_CERT/,
  ],
  [
    'a URL without TLS',
    () => ({ REDIS_MASTER_URL: 'redis://m', REDIS_TLS_CA: authority.ca }),
    /REDIS_MASTER_URL must begin with rediss:\/\//,
  ],
  [
    'a replica without TLS',
    () => ({ REDIS_REPLICA_URL: 'redis://r', REDIS_TLS_CA: authority.ca }),
    /REDIS_REPLICA_URL must begin with rediss:\/\//,
  ],
])('%s is refused', async (_what, environment, says) => {
  const given = await environment()
  const read = () => masterOf({ ...rediss, ...given })
  expect(read).toThrow(says)
  expect(read).toThrow('one variable in the environment')
})

async function fileWith(content: string): Promise<string> {
  const path = authority.path('file')
  await writeFile(path, content)
  return path
}
