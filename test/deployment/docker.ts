import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../support/free-port.ts'
import { readCompose } from './manifests.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** `redis-cli` with the password of the container. */
const REDIS_CLI = '. /scripts/password.sh; exec redis-cli --raw "$0" "$@"'

/** `npm test` finds and removes the leftovers of an aborted run by this label. */
export const TEST_RUN = `guestbook.test-run=${process.env.GUESTBOOK_TEST_RUN ?? 'by-hand'}`

/** Returns the output of docker. Throws with the output if it fails. */
export async function docker(...args: string[]): Promise<string> {
  // Older versions of Docker build with BuildKit for Compose alone, and would build everything twice.
  const env = { ...process.env, DOCKER_BUILDKIT: '1' }
  return (await run('docker', args, { cwd: REPOSITORY, env, maxBuffer: 2 ** 24 })).stdout.trim()
}

/** The image of this checkout, or of a folder, with a unique name; removed by `await using`. */
export async function buildImage(folder = '.'): Promise<AsyncDisposable & { readonly name: string }> {
  const name = `guestbook-test:${randomUUID()}`
  await docker('build', '--quiet', '--tag', name, folder)
  return { name, [Symbol.asyncDispose]: async () => void (await docker('image', 'rm', '--force', name)) }
}

/** docker-compose.yml as a separate project on a free port. */
export interface ComposeProject extends AsyncDisposable {
  readonly url: string
  /** The owner's settings, as in a file .env; the next {@link compose} reads them. */
  readonly settings: Record<string, string>
  /** Runs `docker compose` on it. */
  compose(...args: string[]): Promise<string>
  /** The same for data of any kind: `input` goes to its standard input. Resolves to its standard output. */
  pipe(input: Buffer, ...args: string[]): Promise<Buffer>
  /** Asks the Redis of this service with this number, from 1. */
  redis(service: string, index: number, ...command: string[]): Promise<string>
}

/** Nothing runs before `compose('up', …)`; containers, networks and the volume are removed by `await using`. */
export async function composeProject(): Promise<ComposeProject> {
  const name = `guestbook-test-${randomUUID()}`
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-compose-'))
  const labels = Object.keys(readCompose().services).map((service) => [service, { labels: [TEST_RUN] }])
  const networks = { default: { labels: [TEST_RUN] }, redis: { labels: [TEST_RUN] } }
  await writeFile(join(folder, 'labels.json'), JSON.stringify({ services: Object.fromEntries(labels), networks }))
  const files = ['--file', join(REPOSITORY, 'docker-compose.yml'), '--file', join(folder, 'labels.json')]
  const settings: Record<string, string> = {}
  const start = (args: string[], encoding: 'utf8' | 'buffer') => {
    const command = ['compose', '--project-name', name, '--env-file', '/dev/null', ...files, ...args]
    // Without the machine's own settings from the environment or a file .env.
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DOCKER_HOST: process.env.DOCKER_HOST,
      PORT: `${port}`,
      ...settings,
    }
    return run('docker', command, { cwd: folder, env, encoding, maxBuffer: 2 ** 24 })
  }
  const compose = async (...args: string[]) => String((await start(args, 'utf8')).stdout).trim()
  return {
    url: `http://127.0.0.1:${port}`,
    settings,
    compose,
    async pipe(input, ...args) {
      const running = start(args, 'buffer')
      running.child.stdin?.end(input)
      return Buffer.from((await running).stdout)
    },
    redis: (service, index, ...command) =>
      compose('exec', '-T', '--index', `${index}`, service, 'sh', '-c', REDIS_CLI, ...command),
    async [Symbol.asyncDispose]() {
      await compose('down', '--volumes', '--timeout', '5')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
