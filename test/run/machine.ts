import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Needs of some tests: `docker` for a Docker engine with Compose and the images of the tests, `redis` for a Redis
 * of either kind, `redis-server` for a local one, `chromium` and `firefox` for browsers, `kubectl` for building the manifests.
 */
export type Need = 'docker' | 'redis' | 'redis-server' | 'chromium' | 'firefox' | 'kubectl'

/** Something that the machine lacks, and why. */
export interface Lack {
  readonly need: Need
  readonly reason: string
}

/** Paths of programs on the machine; undefined if missing. */
export interface Machine {
  /** Why Docker cannot be used; undefined if it can. */
  readonly dockerProblem: string | undefined
  readonly redisServer: string | undefined
  readonly chromium: string | undefined
  readonly firefox: string | undefined
  readonly kubectl: string | undefined
  /** Why missing programs could not be installed. */
  readonly installProblem: string | undefined
  readonly firefoxProblem: string | undefined
}

type Say = (line: string) => void
type Environment = Readonly<Record<string, string | undefined>>

/** In milliseconds. On a busy machine Docker may take long, and without it many tests would be left out. */
const DOCKER_PATIENCE = 60_000

/** The images that tests run or build upon. */
const IMAGES = ['redis:8', 'node:24-trixie-slim']

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const BROWSERS_OF_MACOS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const FIREFOXES = ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']

/**
 * Inspects this machine and installs missing programs if possible: as root, with apt.
 */
export async function prepareMachine(environment: Environment, say: Say): Promise<Machine> {
  const docker = findDockerProblem(say)
  const wanted = [
    ...(findRedisServer(environment) ? [] : ['redis-server']),
    ...(findChromium(environment) ? [] : ['chromium']),
    ...(findKubectl(environment) ? [] : ['kubernetes-client']),
  ]
  const installProblem = wanted.length === 0 ? undefined : await install(wanted, environment, say)
  // Alone, since not every distribution has it: https://wiki.debian.org/Firefox
  const firefoxProblem = findFirefox(environment) ? undefined : await install(['firefox-esr'], environment, say)
  return {
    dockerProblem: await docker,
    redisServer: findRedisServer(environment),
    chromium: findChromium(environment),
    firefox: findFirefox(environment),
    kubectl: findKubectl(environment),
    installProblem,
    firefoxProblem,
  }
}

/**
 * @returns what the tests will lack, and why
 */
export function lacksOf(machine: Machine): Lack[] {
  const { dockerProblem, redisServer, chromium, firefox, kubectl, installProblem, firefoxProblem } = machine
  const because = installProblem ? `: ${installProblem}` : ''
  const noServer = `there is no redis-server${because}`
  const lacks: (Lack | undefined)[] = [
    dockerProblem ? { need: 'docker', reason: dockerProblem } : undefined,
    dockerProblem && !redisServer
      ? { need: 'redis', reason: `${noServer}, and no Docker: ${dockerProblem}` }
      : undefined,
    redisServer ? undefined : { need: 'redis-server', reason: noServer },
    chromium ? undefined : { need: 'chromium', reason: `there is no Chromium or Chrome${because}` },
    firefox
      ? undefined
      : { need: 'firefox', reason: `there is no Firefox${firefoxProblem ? `: ${firefoxProblem}` : ''}` },
    kubectl ? undefined : { need: 'kubectl', reason: `there is no kubectl${because}` },
  ]
  return lacks.filter((lack) => lack !== undefined)
}

/**
 * @returns true if CI is set to anything but false
 */
export function isContinuousIntegration({ CI }: Environment): boolean {
  return !['', '0', 'false', undefined].includes(CI?.toLowerCase())
}

/**
 * @returns the path of Chromium or Chrome: the one GUESTBOOK_TEST_CHROMIUM names, or the first on PATH
 */
export function findChromium(environment: Environment): string | undefined {
  const chosen = environment.GUESTBOOK_TEST_CHROMIUM
  return findProgram(chosen ? [chosen] : [...BROWSERS, ...BROWSERS_OF_MACOS], environment.PATH ?? '')
}

/**
 * @returns the path of Firefox: the one GUESTBOOK_TEST_FIREFOX names, or the first on PATH
 */
export function findFirefox(environment: Environment): string | undefined {
  const chosen = environment.GUESTBOOK_TEST_FIREFOX
  return findProgram(chosen ? [chosen] : FIREFOXES, environment.PATH ?? '')
}

/**
 * Removes the containers and networks that an aborted run has left behind.
 * @param environment the run's
 */
export async function removeContainers({ GUESTBOOK_TEST_RUN: run }: Environment): Promise<void> {
  const ours = ['--quiet', '--filter', `label=guestbook.test-run=${run}`]
  const containers = await runQuietly('docker', ['ps', '--all', ...ours])
  const networks = await runQuietly('docker', ['network', 'ls', ...ours])
  const remove = async (command: readonly string[], ids: string) => {
    if (ids.trim() !== '') await runQuietly('docker', [...command, ...ids.trim().split(/\s+/)])
  }
  await remove(['rm', '--force', '--volumes'], containers.output)
  await remove(['network', 'rm'], networks.output)
}

/**
 * The path of a program: absolute ones as they are, names along PATH.
 * @param candidates the first that exists counts
 */
export function findProgram(candidates: readonly string[], path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  return candidates
    .flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function findKubectl(environment: Environment): string | undefined {
  return findProgram(['kubectl'], environment.PATH ?? '')
}

function findRedisServer(environment: Environment): string | undefined {
  return findProgram(['redis-server'], environment.PATH ?? '')
}

async function findDockerProblem(say: Say): Promise<string | undefined> {
  const docker = (...args: string[]) => runQuietly('docker', args, { timeout: DOCKER_PATIENCE })
  const engine = await docker('version', '--format', '{{.Server.Version}}')
  if (engine.code === 127) return 'there is no docker command'
  if (engine.code !== 0) return `Docker does not answer (${lastLine(engine.output)})`
  const compose = await docker('compose', 'version')
  if (compose.code !== 0) return `Docker has no Compose plugin (${lastLine(compose.output)})`
  for (const image of IMAGES) {
    if ((await docker('image', 'inspect', image)).code === 0) continue
    say(`Fetching the image ${image}.`)
    const pull = await runQuietly('docker', ['pull', '--quiet', image])
    if (pull.code !== 0) return `Docker cannot fetch the image ${image} (${lastLine(pull.output)})`
  }
  return undefined
}

/**
 * @returns the reason if it failed
 */
async function install(packages: readonly string[], environment: Environment, say: Say): Promise<string | undefined> {
  const command = `apt-get install ${packages.join(' ')}`
  if (!findProgram(['apt-get'], environment.PATH ?? '')) return `please install ${packages.join(' and ')}`
  if (process.getuid?.() !== 0) return `installing it needs root: sudo ${command}`
  say(`Installing ${packages.join(' and ')} with apt; this takes about a minute, only once.`)
  // Install only the program. Neither systemd nor an older init must start it as a service.
  const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1', RUNLEVEL: '1' }
  const patience = ['-o', 'DPkg::Lock::Timeout=300']
  const update = await runQuietly('apt-get', [...patience, 'update', '-qq'], { env })
  if (update.code !== 0) return `"apt-get update" failed (${lastLine(update.output)})`
  const done = await runQuietly(
    'apt-get',
    [...patience, 'install', '-y', '-qq', '--no-install-recommends', ...packages],
    { env },
  )
  return done.code === 0 ? undefined : `"${command}" failed (${lastLine(done.output)})`
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}

/** Runs a program to its end. Never throws: a program that cannot be run ends with code 127, as in a shell. */
function runQuietly(
  program: string,
  args: readonly string[],
  options: { env?: Environment; timeout?: number } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 2 ** 24, ...options }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : error.code === 'ENOENT' ? 127 : 1
      resolve({ code, output: stdout + stderr })
    })
  })
}
