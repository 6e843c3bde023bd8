import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdtempDisposable, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IS_COMPILED } from '../support/compiled-code.ts'
import { describeWith } from '../support/machine.ts'
import { buildImage, docker, TEST_RUN } from './docker.ts'
import { SCRIPTS } from './start-master.ts'

describeWith(['docker'], 'the image', () => {
  let image: Awaited<ReturnType<typeof buildImage>>

  beforeAll(async () => {
    image = await buildImage()
  }, 600_000)

  afterAll(() => image?.[Symbol.asyncDispose](), 60_000)

  test('says what is missing and stops if no place for the book is set', async () => {
    const failure = await run().then(
      () => expect.fail('expected it to stop with an error'),
      (error: { code: number; stderr: string }) => error,
    )
    expect(failure.code).toBe(1)
    expect(failure.stderr).toContain('DATA_DIR must be set')
  })

  test('runs as a user without rights, who cannot change the program', async () => {
    expect(await run('id', '-u')).toBe('1000')
    expect(await run('find', '/app', '-writable', '-not', '-type', 'l')).toBe('')
  })

  test('has the program, and nothing to build or test it', async () => {
    expect((await run('ls', '/app')).split('\n').sort()).toEqual([
      'LICENSE',
      'dist',
      'node_modules',
      'package.json',
      'server',
    ])
    const packages = (await run('ls', '/app/node_modules')).split('\n')
    expect(packages).toContain('fastify')
    for (const name of ['esbuild', 'vitest', 'typescript', 'node']) expect(packages).not.toContain(name)
  })

  test('starts with the code that its build has compiled', async () => {
    const path = (await run('find', '/app/dist/program', '-name', '*.js')).trim()
    expect(await run('node', '--input-type=module', '--eval', IS_COMPILED, '/app/server', path)).toBe('true')
  })

  // OpenShift chooses the user of a container, in group 0.
  test.each(['1000:1000', '12345:0'])(
    'keeps the book on a new volume as user %s, with a read-only root file system, and ends on SIGTERM',
    async (user) => {
      await using volume = await temporaryVolume()
      const options = [
        '--user',
        user,
        '--detach',
        '--label',
        TEST_RUN,
        '--read-only',
        '--cap-drop',
        'ALL',
        '--env',
        'DATA_DIR=/data',
        // The check is the image's own, only more often.
        '--health-interval',
        '1s',
      ]
      const mount = ['--volume', `${volume.name}:/data`]
      for (const total of [1, 2]) {
        const container = await docker('run', ...options, ...mount, image.name)
        try {
          const inside = (script: string) => docker('exec', container, 'node', '--input-type=module', '--eval', script)
          await expect.poll(() => inside(STATUS).catch(() => ''), { timeout: 60_000 }).toBe('200')
          const health = () => docker('inspect', '--format', '{{.State.Health.Status}}', container)
          await expect.poll(health, { timeout: 60_000 }).toBe('healthy')
          expect(await inside(COUNT)).toBe(`${total}`)
          await inside(SIGN)
          expect(await docker('exec', container, 'node', 'server/entries.ts', 'gate', 'open')).toBe(
            'Everyone can sign.',
          )
          await docker('stop', '--time', '20', container)
          expect(await docker('inspect', '--format', '{{.State.ExitCode}}', container)).toBe('0')
        } finally {
          await docker('rm', '--force', '--volumes', container)
        }
      }
    },
    300_000,
  )

  test('backs a book up while it is served, and restores it when it is not, with a read-only root file system', async () => {
    await using volume = await temporaryVolume()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-image-backup-'))
    const options = [
      '--label',
      TEST_RUN,
      '--read-only',
      '--cap-drop',
      'ALL',
      '--memory',
      '512m',
      '--env',
      'DATA_DIR=/data',
    ]
    const place = [...options, '--volume', `${volume.name}:/data`, image.name]
    const container = await docker('run', '--detach', ...place)
    try {
      const inside = (script: string) => docker('exec', container, 'node', '--input-type=module', '--eval', script)
      await expect.poll(() => inside(STATUS).catch(() => ''), { timeout: 20_000 }).toBe('200')
      const file = join(folder.path, 'backup.db')
      const shell = (command: string) => promisify(execFile)('sh', ['-c', command, container, file, ...place])
      await shell('docker exec "$0" node server/backup.ts > "$1"')
      await inside(SIGN)
      const restore = () => shell('file=$1; shift; docker run --rm --interactive "$@" node server/restore.ts < "$file"')
      await expect(restore()).rejects.toThrow('is in use by another guestbook')
      await docker('stop', '--time', '20', container)
      expect((await restore()).stdout).toMatch(/is kept: \/data\/guestbook-before-.*\n.*now has 1 entry,/)
      await docker('start', container)
      await expect.poll(() => inside(COUNT).catch(() => ''), { timeout: 20_000 }).toBe('1')
    } finally {
      await docker('rm', '--force', '--volumes', container)
    }
  }, 90_000)

  function run(...command: string[]): Promise<string> {
    return docker('run', '--rm', '--label', TEST_RUN, '--read-only', image.name, ...command)
  }
})

describeWith(['docker'], 'the image of Redis', () => {
  test('has scripts that its user can read, even if only the owner can read the checkout', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-redis-image-'))
    const scripts = (await readdir(SCRIPTS)).filter((name) => name.endsWith('.sh'))
    for (const name of [...scripts, 'Dockerfile']) {
      await copyFile(join(SCRIPTS, name), join(folder.path, name))
      await chmod(join(folder.path, name), 0o600)
    }
    await using image = await buildImage(folder.path)
    const options = ['--rm', '--label', TEST_RUN, '--read-only', '--cap-drop', 'ALL', '--user', '999:999']
    const read = await docker('run', ...options, '--entrypoint', 'sh', image.name, '-c', 'cd /scripts && head -qn 1 *')
    expect(read.split('\n')).toHaveLength(scripts.length)
  }, 120_000)
})

/** Asked from inside, so that no port of this machine is needed. */
const STATUS = `console.log((await fetch('http://127.0.0.1:8080/readyz')).status)`
const COUNT = `console.log((await (await fetch('http://127.0.0.1:8080/api/entries')).json()).total)`
const SIGN = `
  const body = JSON.stringify({ name: 'Ada', message: 'Kept on a volume' })
  const response = await fetch('http://127.0.0.1:8080/api/entries', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (response.status !== 201) throw new Error('expected 201, got ' + response.status)
`

async function temporaryVolume(): Promise<AsyncDisposable & { readonly name: string }> {
  const name = await docker('volume', 'create')
  return { name, [Symbol.asyncDispose]: async () => void (await docker('volume', 'rm', name)) }
}
