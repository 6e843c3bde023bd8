import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runQuietly } from './run.js'

/**
 * What some tests need of the machine: `docker` for a Docker engine with Compose and the images the tests run, `redis` for a Redis
 * of either kind, `redis-server` for one as a process of this machine, `chromium` for a browser, `kubectl` for building the manifests.
 * @typedef {'docker' | 'redis' | 'redis-server' | 'chromium' | 'kubectl'} Need
 * @typedef {{ need: Need, reason: string }} Lack
 *
 * @typedef {object} Machine
 * @property {string | undefined} dockerProblem why Docker cannot be used; undefined where it can
 * @property {string | undefined} redisServer its path
 * @property {string | undefined} chromium its path
 * @property {string | undefined} kubectl its path
 * @property {string | undefined} installProblem why what was missing could not be installed
 */

/** The images that tests run or build upon. */
const IMAGES = ['redis:8', 'node:24-trixie-slim']

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const BROWSERS_OF_MACOS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Looks at this machine and installs what is missing where it may: as root on a system with apt.
 * @param {NodeJS.ProcessEnv} environment
 * @param {(line: string) => void} say
 * @returns {Promise<Machine>}
 */
export async function prepareMachine(environment, say) {
  const docker = findDockerProblem(say)
  const wanted = [
    ...(findRedisServer(environment) ? [] : ['redis-server']),
    ...(findChromium(environment) ? [] : ['chromium']),
    ...(findKubectl(environment) ? [] : ['kubernetes-client']),
  ]
  const installProblem = wanted.length === 0 ? undefined : await install(wanted, environment, say)
  return {
    dockerProblem: await docker,
    redisServer: findRedisServer(environment),
    chromium: findChromium(environment),
    kubectl: findKubectl(environment),
    installProblem,
  }
}

/**
 * @param {Machine} machine
 * @returns {Lack[]} what tests will have to do without, and why
 */
export function lacksOf({ dockerProblem, redisServer, chromium, kubectl, installProblem }) {
  const because = installProblem ? `: ${installProblem}` : ''
  const noServer = `there is no redis-server${because}`
  /** @type {(Lack | undefined)[]} */
  const lacks = [
    dockerProblem ? { need: 'docker', reason: dockerProblem } : undefined,
    dockerProblem && !redisServer
      ? { need: 'redis', reason: `${noServer}, and no Docker: ${dockerProblem}` }
      : undefined,
    redisServer ? undefined : { need: 'redis-server', reason: noServer },
    chromium ? undefined : { need: 'chromium', reason: `there is no Chromium or Chrome${because}` },
    kubectl ? undefined : { need: 'kubectl', reason: `there is no kubectl${because}` },
  ]
  return lacks.filter((lack) => lack !== undefined)
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {boolean} true where CI is set to anything but false
 */
export function isContinuousIntegration({ CI }) {
  return !['', '0', 'false', undefined].includes(CI?.toLowerCase())
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} the path of Chromium or Chrome: the one GUESTBOOK_TEST_CHROMIUM names, or the first on PATH
 */
export function findChromium(environment) {
  const chosen = environment.GUESTBOOK_TEST_CHROMIUM
  return findProgram(chosen ? [chosen] : [...BROWSERS, ...BROWSERS_OF_MACOS], environment.PATH ?? '')
}

/**
 * Removes the containers and networks that a run of the tests has left behind, as an aborted one does.
 * @param {NodeJS.ProcessEnv} environment the run's
 */
export async function removeContainers({ GUESTBOOK_TEST_RUN: run }) {
  const ours = ['--quiet', '--filter', `label=guestbook.test-run=${run}`]
  const containers = await runQuietly('docker', ['ps', '--all', ...ours])
  const networks = await runQuietly('docker', ['network', 'ls', ...ours])
  const remove = async (/** @type {string[]} */ command, /** @type {string} */ ids) => {
    if (ids.trim() !== '') await runQuietly('docker', [...command, ...ids.trim().split(/\s+/)])
  }
  await remove(['rm', '--force', '--volumes'], containers.output)
  await remove(['network', 'rm'], networks.output)
}

/**
 * The path of a program: absolute ones as they are, names along PATH.
 * @param {readonly string[]} candidates the first that exists counts
 * @param {string} path
 * @returns {string | undefined}
 */
export function findProgram(candidates, path) {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  return candidates
    .flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable)
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {NodeJS.ProcessEnv} environment */
function findKubectl(environment) {
  return findProgram(['kubectl'], environment.PATH ?? '')
}

/** @param {NodeJS.ProcessEnv} environment */
function findRedisServer(environment) {
  return findProgram(['redis-server'], environment.PATH ?? '')
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>}
 */
async function findDockerProblem(say) {
  const docker = (/** @type {string[]} */ ...args) => runQuietly('docker', args, { timeout: 10_000 })
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
 * @param {readonly string[]} packages
 * @param {NodeJS.ProcessEnv} environment
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} why it could not be done
 */
async function install(packages, environment, say) {
  const command = `apt-get install ${packages.join(' ')}`
  if (!findProgram(['apt-get'], environment.PATH ?? '')) return `please install ${packages.join(' and ')}`
  if (process.getuid?.() !== 0) return `installing it needs root: sudo ${command}`
  say(`Installing ${packages.join(' and ')} with apt; this takes about a minute, once.`)
  // Only the program is wanted: neither systemd nor an older init is to start a service of it.
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

/**
 * @param {string} output
 * @returns {string}
 */
function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? ''
}
