import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Environment, runServer } from '../support/server.ts'

describe('the program does not start', () => {
  test('with five bad variables, and names all of them', async () => {
    const { code, output } = await runServer({
      PORT: 'eighty',
      WRITE_TIMEOUT: 'long',
      RATE_LIMIT: 'none',
      LOG_LEVEL: 'loud',
      REDIS_MASTER_URL: 'http://anna:open-sesame@m',
    })
    expect(code).toBe(1)
    for (const name of ['PORT', 'WRITE_TIMEOUT', 'RATE_LIMIT', 'LOG_LEVEL', 'REDIS_MASTER_URL']) {
      expect(output).toContain(`  - ${name} must be `)
    }
    expect(output).toContain('5 variables')
    expect(output).not.toContain('open-sesame')
    expect(output).not.toContain('    at ')
  })

  test('with a bad variable, and ends before it loads the server', async () => {
    expect(await hasLoadedHttp({ PORT: 'eighty' })).toBe(false)
    expect(await hasLoadedHttp({ DATA_DIR: fileURLToPath(import.meta.url), METRICS_PORT: '0' })).toBe(true)
  })

  test('in production if no place for the book is set', async () => {
    const { code, output } = await runServer({ NODE_ENV: 'production', DATA_DIR: '' })
    expect(code).toBe(1)
    expect(output).toMatch(/DATA_DIR must be set .* REDIS_MASTER_URL, or GET_HOSTS_FROM/)
  })

  test('if the data directory is a file, and says so in a sentence', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestbook-start-'))
    try {
      const file = join(folder, 'file')
      await writeFile(file, '')
      const { code, output } = await runServer({ DATA_DIR: file })
      expect(code).toBe(1)
      expect(output.trim().split('\n')).toEqual([expect.stringContaining('is not a directory')])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test.each(['no-such-host.invalid', '203.0.113.9'])(
    'if HOST is %s, which is not an address of this machine, and says so',
    async (host) => {
      const { code, output } = await runServer({ HOST: host, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent' })
      expect(code).toBe(1)
      expect(output.trim()).toBe(
        `HOST is "${host}", which is not an address of this machine: set it to one, or to :: for all.`,
      )
    },
  )

  test('if its port is in use, and names it', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) => {
      server.listen({ host: '127.0.0.1', port: 0 }, () => resolve((server.address() as { port: number }).port))
    })
    try {
      const { code, output } = await runServer({
        HOST: '127.0.0.1',
        PORT: `${port}`,
        METRICS_PORT: '0',
        LOG_LEVEL: 'silent',
      })
      expect(code).toBe(1)
      expect(output).toContain(`Port ${port} is already in use`)
      expect(output).not.toContain('    at ')
    } finally {
      server.close()
    }
  })
})

/** Whether a start that is expected to fail has loaded Node's HTTP server. */
async function hasLoadedHttp(environment: Environment): Promise<boolean> {
  const report = `process.on('exit',()=>console.log('loaded',process.moduleLoadList.some(name=>/http_server/.test(name))))`
  const { code, output } = await runServer({ ...environment, NODE_OPTIONS: `--import=data:text/javascript,${report}` })
  expect(code, output).toBe(1)
  expect(output).toMatch(/^loaded (true|false)$/m)
  return /^loaded true$/m.test(output)
}
