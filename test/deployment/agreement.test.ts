import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import { VARIABLES } from '../../server/configuration/variables.ts'
import { find, podOf, readCompose } from './manifests.ts'

// k8s/, docker-compose.yml, the image and the program must agree.
const compose = readCompose()
const [master, replica, frontend] = ['redis-master', 'redis-replica', 'frontend'].map((name) => {
  const service = compose.services[name]
  if (!service) throw new Error(`expected a service "${name}" in docker-compose.yml`)
  return { name, service, ...podOf(find('ReplicationController', name)) }
}) as [Part, Part, Part]
type Part = { name: string; service: (typeof compose.services)[string] } & ReturnType<typeof podOf>

const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')
const redisDockerfile = readFileSync(new URL('../../scripts/redis/Dockerfile', import.meta.url), 'utf8')
const version: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
const fromManifest = Object.fromEntries((frontend.container.env ?? []).map(({ name, value }) => [name, value]))

test('the program reads every variable that the deployment sets for the front end', () => {
  const set = [...Object.keys(fromManifest), ...Object.keys(frontend.service.environment ?? {})]
  for (const name of set) expect(VARIABLES).toContain(name)
})

test.each([
  ['k8s/', fromManifest],
  ['docker-compose.yml', { GET_HOSTS_FROM: 'dns', RATE_LIMIT: '600' }],
])(
  'the front end of %s starts with its settings, finds the Services by name, and takes 600 posts a minute',
  (_, environment) => {
    const { book, rateLimit } = readConfiguration({ ...environment, NODE_ENV: 'production' })
    if (book.kind !== 'redis') expect.fail('expected a book on Redis')
    expect(book.master).toMatchObject({ port: 6379, hosts: [find('Service', 'redis-master').metadata?.name] })
    expect(book.replica).toMatchObject({ port: 6379 })
    expect(book.replica.hosts?.[0]).toBe(find('Service', 'redis-replica').metadata?.name)
    expect(rateLimit).toBe(600)
  },
)

test('Compose gives the front end the same settings, unless its owner changes them', () => {
  expect(frontend.service.environment).toMatchObject({ GET_HOSTS_FROM: 'dns', RATE_LIMIT: `\${RATE_LIMIT:-600}` })
})

test('docs/compose.md names every setting that Compose passes on', () => {
  const documented = readFileSync(new URL('../../docs/compose.md', import.meta.url), 'utf8')
  const fixed = ['GET_HOSTS_FROM', 'REDIS_PASSWORD_FILE']
  const passedOn = Object.keys(frontend.service.environment ?? {}).filter((name) => !fixed.includes(name))
  expect(passedOn.filter((name) => !documented.includes(`\`${name}\``))).toEqual([])
})

test('Compose passes on the owner’s settings for the book, and k8s/ all settings of the owner', () => {
  expect(Object.keys(frontend.service.environment ?? {})).toEqual(
    expect.arrayContaining([
      'ADMIN',
      'BOOK_TITLE',
      'BOOK_INTRO',
      'BOOK_LIMIT',
      'HOLD_ABOVE',
      'DEFAULT_LANGUAGE',
      'NOINDEX',
      'PUBLIC_URL',
      'TOPOLOGY',
      'TRUST_PROXY',
    ]),
  )
  expect(frontend.container.envFrom).toContainEqual({ configMapRef: { name: 'guestbook-settings', optional: true } })
})

test('the image does not decide where the book is kept', () => {
  const variables = [...dockerfile.matchAll(/\b([A-Z_]+)=\S/g)].map(([, name]) => name)
  expect(variables).toContain('NODE_ENV')
  for (const name of variables) expect(name).not.toMatch(/^(DATA_DIR|REDIS_|GET_HOSTS_FROM)/)
})

test('the ports of the image are those of the manifests and of the program', () => {
  const { port, metricsPort } = readConfiguration({ GET_HOSTS_FROM: 'dns' })
  expect(dockerfile).toContain(`EXPOSE ${port} ${metricsPort}`)
  expect(frontend.container.ports?.map(({ containerPort }) => containerPort)).toEqual([port, metricsPort])
})

test('the manifest sets the ports of the front end, so that no other Service can', () => {
  const ports = frontend.container.ports?.map(({ containerPort }) => `${containerPort}`)
  expect([fromManifest.PORT, fromManifest.METRICS_PORT]).toEqual(ports)
})

test('the image runs as the user that the manifests name, by number', () => {
  expect(dockerfile).toMatch(/^USER 1000:1000$/m)
  expect(frontend.spec.securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 1000 })
})

test('the image has the same name everywhere, with the version of the package', () => {
  expect([frontend.service.image, frontend.container.image]).toEqual([`guestbook:${version}`, `guestbook:${version}`])
})

test.each([master, replica])(
  '$name of Compose has its scripts in the image, with the version of the package',
  ({ service }) => {
    expect(service).toMatchObject({ build: { context: 'scripts/redis' }, image: `guestbook-redis:${version}` })
    expect(service.volumes ?? []).not.toContainEqual(expect.stringContaining('/scripts'))
  },
)

test.each([master, replica])('$name is the same Redis with the same settings in k8s/ and Compose', (part) => {
  const own = part.container.args?.join(' ').replace('--save  ', '--save "" ')
  expect(part.service.command).toBe(own)
  const { image } = part.container
  expect(redisDockerfile).toMatch(new RegExp(`^ARG REDIS_IMAGE=${image}\\nFROM \\$REDIS_IMAGE$`, 'm'))
  expect(part.service.build).toMatchObject({ args: { REDIS_IMAGE: `\${REDIS_IMAGE:-${image}}` } })
  const { runAsUser, runAsGroup } = part.spec.securityContext ?? {}
  expect(part.service.user).toBe(`${runAsUser}:${runAsGroup}`)
})

test.each([master, replica])('$name has less data than memory, and evicts nothing', ({ container, service }) => {
  const settings = container.args?.join(' ') ?? ''
  const megabytes = Number(/--maxmemory (\d+)mb/.exec(settings)?.[1])
  // Three times: a replica that copies the book has it in memory and in a file, and needs memory for buffers.
  expect(container.resources?.limits?.memory).toBe('1Gi')
  expect(service.deploy?.resources?.limits?.memory).toBe('1g')
  expect(megabytes * 3).toBeLessThan(1024)
  expect(settings).toContain('--maxmemory-policy noeviction')
})

test.each([master, replica])('$name gives up a silent connection after 10 s, and pings more often', (part) => {
  const settings = part.container.args?.join(' ') ?? ''
  const seconds = (name: string) => Number(new RegExp(`--${name} (\\d+)( |$)`).exec(settings)?.[1])
  expect(seconds('repl-timeout')).toBe(10)
  // Otherwise an idle link would be closed again and again.
  expect(seconds('repl-ping-replica-period') * 2).toBeLessThan(seconds('repl-timeout'))
})

test.each([master, replica])('$name is restarted after 20 s without an answer', ({ container }) => {
  const { periodSeconds = 10, failureThreshold = 3 } = container.livenessProbe ?? {}
  expect(periodSeconds * failureThreshold).toBe(20)
})

test('a replica keeps no file from its master, which would fill the memory and bring back removed entries', () => {
  expect(replica.container.args?.join(' ')).toContain('--rdb-del-sync-files yes')
})

test('the master writes an entry to disk before it confirms it', () => {
  expect(master.container.args?.join(' ')).toContain('--appendonly yes --appendfsync always')
})

test('Compose publishes the front end and nothing else', () => {
  const published = Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined)
  expect(published.map(([name, { ports }]) => [name, ports])).toEqual([['frontend', [`\${PORT:-8080}:8080`]]])
})

test.each(Object.entries(compose.services))(
  'the service %s of Compose runs with limits and without privileges',
  (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      // The one that makes the password ends.
      restart: service.entrypoint?.includes('/scripts/make-password.sh') ? 'no' : 'unless-stopped',
      logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
      deploy: { resources: { limits: { memory: expect.any(String), pids: expect.any(Number) } } },
    })
  },
)

test('every container of Compose has a health check: Redis from Compose, the front end from its image', () => {
  for (const { service } of [master, replica]) expect(service.healthcheck?.test).toEqual(expect.any(Array))
  expect(frontend.service.healthcheck).toBeUndefined()
  expect(dockerfile).toMatch(/^HEALTHCHECK .*CMD \["bash"/m)
})

test('in Compose, only Redis and the front end have the password of Redis, and only one container writes it', () => {
  const mounts = Object.entries(compose.services).map(([name, { volumes = [] }]) => [
    name,
    (volumes as string[]).filter((volume) => volume.startsWith('password:')),
  ])
  expect(Object.fromEntries(mounts)).toEqual({
    'redis-password': ['password:/password'],
    'redis-master': ['password:/password:ro'],
    'redis-replica': ['password:/password:ro'],
    frontend: ['password:/password:ro'],
  })
  for (const { service } of [master, replica])
    expect(service.environment).toMatchObject({ REDISCLI_AUTH_FILE: '/password/redis' })
  expect(frontend.service.environment).toMatchObject({ REDIS_PASSWORD_FILE: '/password/redis' })
  for (const { service } of [master, replica, frontend])
    expect(service.depends_on).toEqual({ 'redis-password': { condition: 'service_completed_successfully' } })
})

test('the scripts beside Redis find the book under the keys that the program uses', () => {
  const scripts = fileURLToPath(new URL('../../scripts/redis/', import.meta.url))
  const print = '. "$0"; printf "%s\n" "$entries_key" "$removed_key" "$waiting_key" "$spam_key" "$generation_key"'
  const printed = execFileSync('sh', ['-euc', print, `${scripts}book-keys.sh`], { encoding: 'utf8' })
  const { entries, changes, waiting, spam, generation } = bookKeys('main')
  expect(printed.trim().split('\n')).toEqual([entries, changes, waiting, spam, generation])
  const naming = readdirSync(scripts).filter((name) => readFileSync(scripts + name, 'utf8').includes('guestbook:'))
  expect(naming).toEqual(['book-keys.sh'])
})

test('the name of the folder does not decide which book Compose serves', () => {
  expect(compose.name).toBe('guestbook')
})

test('Compose runs one master, and two replicas unless its owner changes that', () => {
  expect([master, replica].map(({ service }) => service.deploy?.replicas ?? 1)).toEqual([1, `\${REDIS_REPLICAS:-2}`])
})
