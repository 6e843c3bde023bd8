import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import { SECRETS } from '../../server/configuration/variables.ts'
import { masterOf, problemsOf } from './reading.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guestbook-secrets-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileWith(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `secret-${Math.random()}`)
  await writeFile(path, content)
  return path
}

/** What every secret needs besides itself. */
const NEEDED: Readonly<Record<(typeof SECRETS)[number], Record<string, string>>> = {
  REDIS_MASTER_URL: {},
  REDIS_REPLICA_URL: { REDIS_MASTER_URL: 'redis://m' },
  REDIS_PASSWORD: { REDIS_MASTER_URL: 'redis://m' },
  REDIS_SENTINEL_PASSWORD: { REDIS_SENTINELS: 's', REDIS_MASTER_NAME: 'm' },
  OTEL_EXPORTER_OTLP_HEADERS: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' },
}

describe.each(SECRETS)('%s_FILE', (name) => {
  const file = `${name}_FILE`
  const good = name === 'OTEL_EXPORTER_OTLP_HEADERS' ? 'authorization=open-sesame' : 'redis://:open-sesame@host/1'

  test.each(['', '\n', '\r\n'])('is read without line breaks at its end: %j', async (end) => {
    const direct = readConfiguration({ ...NEEDED[name], [name]: good })
    const path = await fileWith(`${good}${end}`)
    expect(readConfiguration({ ...NEEDED[name], [file]: path })).toEqual(direct)
    expect(readConfiguration({ ...NEEDED[name], [file]: ` ${path} `, [name]: '' })).toEqual(direct)
    expect(JSON.stringify(direct)).toContain('open-sesame')
  })

  test('and the variable itself must not both be set', async () => {
    const environment = { ...NEEDED[name], [file]: await fileWith(good), [name]: good }
    expect(problemsOf(environment)).toContainEqual(`${name} and ${file} must not both be set: keep one of them`)
  })

  test.each<[what: string, path: () => Promise<string>, says: RegExp]>([
    ['that is not there', async () => join(folder, 'none'), /but there is no such file$/],
    ['below a file', async () => join(await fileWith('a'), 'none'), /but there is no such file$/],
    ['that is a directory', async () => folder, /but it is not a file$/],
    ['that never ends', async () => '/dev/zero', /but it is not a file$/],
    ['that is empty', () => fileWith(''), /but that file is empty$/],
    ['that holds a line break only', () => fileWith('\n'), /but that file is empty$/],
    ['that is too large', () => fileWith('a'.repeat(1024 * 1024 + 1)), /but it is larger than 1 MiB$/],
    ['that is no text', () => fileWith(new Uint8Array([0xff, 0xfe, 0x00])), /but it is not text in UTF-8$/],
  ])('naming one %s is refused', async (_what, path, says) => {
    const [problem = '', ...others] = problemsOf({ ...NEEDED[name], [file]: await path() })
    expect(problem).toMatch(new RegExp(`^${file} must name a file`))
    expect(problem).toMatch(says)
    expect(others).toEqual([])
  })
})

test('a secret that was put in place of the path is not repeated', () => {
  const problems = problemsOf({ REDIS_MASTER_URL: 'redis://m', REDIS_PASSWORD_FILE: 'open-sesame' })
  expect(problems).toHaveLength(1)
  expect(problems.join()).not.toContain('open-sesame')
})

test('spaces belong to a password', async () => {
  const password = ' open sesame '
  expect(masterOf({ REDIS_MASTER_URL: 'redis://m', REDIS_PASSWORD: password })).toMatchObject({ password })
  const path = await fileWith(`${password}\n`)
  expect(masterOf({ REDIS_MASTER_URL: 'redis://m', REDIS_PASSWORD_FILE: path })).toMatchObject({ password })
})
