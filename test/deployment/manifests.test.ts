import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MANIFESTS as SCRIPT_MANIFESTS, scriptsManifest } from '../../scripts/redis/manifest.ts'
import { describeWith } from '../support/machine.ts'
import { find, MANIFESTS, manifestFiles, podOf, readResources, resourcesOf } from './manifests.ts'

const names = (kind: Parameters<typeof resourcesOf>[0]) => resourcesOf(kind).map(({ metadata }) => metadata?.name)
const NAMED = readResources().map((resource) => [`${resource.kind} ${resource.metadata?.name}`, resource] as const)
const CONTROLLERS = resourcesOf('ReplicationController').map(
  (controller) => [controller.metadata?.name, controller] as const,
)

test.each(NAMED)('%s is valid', (_, resource) => {
  expect(() => resource.validate()).not.toThrow()
})

test.each(NAMED)(
  '%s can be applied to any namespace, and has the labels of the guestbook and the tutorial',
  (_, { metadata }) => {
    expect(metadata?.namespace).toBeUndefined()
    expect(metadata?.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'guestbook', name: expect.any(String) })
  },
)

test('each part of the tutorial has a file of its own, named as there', () => {
  const contents = ['redis-master', 'redis-replica', 'frontend'].flatMap((name) =>
    ['controller', 'service'].map((part) => readResources([`${MANIFESTS}/${name}-${part}.yaml`])),
  )
  expect(contents.map((resources) => resources.map(({ kind, metadata }) => `${kind} ${metadata?.name}`))).toEqual([
    ['ReplicationController redis-master'],
    ['Service redis-master'],
    ['ReplicationController redis-replica'],
    ['Service redis-replica'],
    ['ReplicationController frontend'],
    ['Service frontend'],
  ])
})

test.each(CONTROLLERS)(
  '"kubectl get all -l name=%s" finds the controller, its pods and its Service',
  (name, controller) => {
    for (const labels of [
      controller.metadata?.labels,
      podOf(controller).labels,
      find('Service', `${name}`).metadata?.labels,
    ])
      expect(labels).toMatchObject({ name })
  },
)

test.each(CONTROLLERS)('%s runs on Linux nodes only', (_, controller) => {
  expect(podOf(controller).spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' })
})

test('no two resources share kind and name', () => {
  expect(new Set(NAMED.map(([name]) => name)).size).toBe(NAMED.length)
})

test('there are three controllers, with the numbers of pods from the Kubernetes tutorial', () => {
  expect(CONTROLLERS.map(([name, { spec }]) => [name, spec?.replicas]).sort()).toEqual([
    ['frontend', 3],
    ['redis-master', 1],
    ['redis-replica', 2],
  ])
})

test('there is a Service for each controller, and one more for all replicas', () => {
  expect(names('Service').sort()).toEqual(['frontend', 'redis-master', 'redis-replica', 'redis-replica-all'])
})

test.each(CONTROLLERS)('%s owns the pods that it creates', (_, controller) => {
  const { labels } = podOf(controller)
  expect(labels).toMatchObject(controller.spec?.selector ?? {})
  expect(controller.spec?.selector).not.toEqual({})
})

test.each(CONTROLLERS)('%s owns no pods of other controllers', (name, controller) => {
  const selector = Object.entries(controller.spec?.selector ?? {})
  const owned = CONTROLLERS.filter(([, other]) =>
    selector.every(([label, value]) => podOf(other).labels[label] === value),
  )
  expect(owned.map(([other]) => other)).toEqual([name])
})

test.each([
  ['frontend', 'frontend', 8080],
  ['redis-master', 'redis-master', 6379],
  ['redis-replica', 'redis-replica', 6379],
  ['redis-replica-all', 'redis-replica', 6379],
])('the Service %s leads to the pods of %s, port %i', (service, controller, port) => {
  const { spec } = find('Service', service)
  const { labels, container } = podOf(find('ReplicationController', controller))
  expect(labels).toMatchObject(spec?.selector ?? { none: 'selected' })
  const targets = spec?.ports?.map(
    ({ targetPort }) => container.ports?.find(({ name }) => name === targetPort)?.containerPort,
  )
  expect(targets).toEqual([port])
})

test('only the front end is reached from outside, on port 30001 of every node', () => {
  const open = resourcesOf('Service').filter(({ spec }) => spec?.type === 'NodePort' || spec?.type === 'LoadBalancer')
  expect(open.map(({ metadata, spec }) => [metadata?.name, spec?.ports?.map(({ nodePort }) => nodePort)])).toEqual([
    ['frontend', [30001]],
  ])
})

test('the master finds the replicas before they are ready', () => {
  const { spec } = find('Service', 'redis-replica-all')
  expect(spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
  const { container } = podOf(find('ReplicationController', 'redis-master'))
  expect(container.env).toContainEqual({ name: 'REDIS_PEERS', value: 'redis-replica-all:6379' })
})

test('no pod can fill the disk of its node', () => {
  const folders = CONTROLLERS.flatMap(([, controller]) => podOf(controller).spec.volumes ?? []).filter(
    ({ emptyDir }) => emptyDir,
  )
  expect(folders.length).toBeGreaterThan(0)
  for (const { emptyDir } of folders) expect(emptyDir?.sizeLimit).toBe('1Gi')
})

test('every Service has both kinds of addresses where the cluster has them, and the front end listens on both', () => {
  for (const { spec } of resourcesOf('Service')) expect(spec?.ipFamilyPolicy).toBe('PreferDualStack')
  expect(readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')).toContain('HOST=::')
})

test('the master keeps its data on the claim', () => {
  const { spec, container } = podOf(find('ReplicationController', 'redis-master'))
  const volume = container.volumeMounts?.find(({ mountPath }) => mountPath === '/data')?.name
  const claim = spec.volumes?.find(({ name }) => name === volume)?.persistentVolumeClaim?.claimName
  expect(names('PersistentVolumeClaim')).toEqual([claim])
})

test('only the front end and Redis can reach Redis, and the policy covers all its pods', () => {
  const { spec } = find('NetworkPolicy', 'redis')
  const covers = (selector: { matchLabels?: Record<string, string> } | undefined) =>
    CONTROLLERS.filter(([, controller]) =>
      Object.entries(selector?.matchLabels ?? {}).every(([label, value]) => podOf(controller).labels[label] === value),
    ).map(([name]) => name)
  expect(covers(spec?.podSelector)).toEqual(['redis-master', 'redis-replica'])
  const sources = spec?.ingress?.flatMap(({ from }) => from ?? []) ?? []
  expect(sources.map(({ podSelector }) => covers(podSelector))).toEqual([
    ['frontend'],
    ['redis-master', 'redis-replica'],
  ])
  expect(spec?.policyTypes).toEqual(['Ingress'])
})

test.each(SCRIPT_MANIFESTS)('$path has the current scripts', ({ path, scripts }) => {
  expect(readFileSync(path, 'utf8'), 'run: node scripts/redis/manifest.ts').toBe(scriptsManifest(scripts))
})

test('the ConfigMap holds the scripts byte by byte', () => {
  const { data } = find('ConfigMap', 'redis-scripts')
  for (const [name, text] of Object.entries(data ?? {})) {
    expect(text).toBe(readFileSync(new URL(`../../scripts/redis/${name}`, import.meta.url), 'utf8'))
  }
})

test.each(CONTROLLERS)('the scripts that %s runs are in the ConfigMap', (_, controller) => {
  const scripts = Object.keys(find('ConfigMap', 'redis-scripts').data ?? {})
  const { container } = podOf(controller)
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe]
  const run = [container.command, ...probes.map((probe) => probe?.exec?.command)]
    .flatMap((command) => command ?? [])
    .filter((argument) => argument.startsWith('/scripts/'))
  for (const script of run) expect(scripts).toContain(script.slice('/scripts/'.length))
})

test('the Kustomization names every manifest, and is not one itself', () => {
  const kustomization = readFileSync(`${MANIFESTS}/Kustomization`, 'utf8')
  const listed = [...kustomization.matchAll(/^ {2}- (.+)$/gm)].map(([, name]) => `${MANIFESTS}/${name}`)
  expect(listed.sort()).toEqual(manifestFiles().sort())
})

describeWith(['kubectl'], 'kubectl', () => {
  test('builds the Kustomization', () => {
    const built = execFileSync('kubectl', ['kustomize', MANIFESTS], { encoding: 'utf8' })
    expect(built.match(/^kind:/gm)?.length).toBe(NAMED.length)
  })
})
