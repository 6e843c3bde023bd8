import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, type IContainer, type IPodSpec, Service } from 'kubernetes-models/v1'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import { describeWith } from '../support/machine.ts'
import { find, MANIFESTS, podOf } from './manifests.ts'

const KINDS = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  StatefulSet,
}
type Kind = keyof typeof KINDS

function read(file: string): InstanceType<(typeof KINDS)[Kind]>[] {
  const documents = parseAllDocuments(readFileSync(`${MANIFESTS}/production/${file}`, 'utf8'), { strict: true })
  return documents.map((document) => {
    const data = document.toJS()
    return new KINDS[data.kind as Kind](data)
  })
}

const RESOURCES = ['redis-scripts.yaml', 'redis.yaml', 'frontend.yaml', 'network-policies.yaml'].flatMap(read)

function resource<K extends Kind>(kind: K, name: string): InstanceType<(typeof KINDS)[K]> {
  const found = RESOURCES.find((one) => one.kind === kind && one.metadata?.name === name)
  if (!found) throw new Error(`expected a ${kind} "${name}" in k8s/production, found none`)
  return found as InstanceType<(typeof KINDS)[K]>
}

const frontend = resource('Deployment', 'frontend').spec?.template.spec as IPodSpec
const redis = resource('StatefulSet', 'redis').spec
const servers = redis?.template.spec as IPodSpec
const container = (spec: IPodSpec, name: string) => spec.containers.find((one) => one.name === name) as IContainer
const variables = ({ env = [] }: IContainer) => Object.fromEntries(env.map(({ name, value }) => [name, value]))

test.each(
  [...RESOURCES, ...read('examples/ingress.yaml')].map((one) => [`${one.kind} ${one.metadata?.name}`, one] as const),
)('%s is valid, can be applied to any namespace, and has the labels of the others', (_, one) => {
  expect(() => one.validate()).not.toThrow()
  expect(one.metadata?.namespace).toBeUndefined()
  expect(one.metadata?.labels).toMatchObject({ 'app.kubernetes.io/part-of': 'guestbook', name: expect.any(String) })
})

test('the front end is the one of k8s/, apart from where it finds Redis', () => {
  const base = podOf(find('ReplicationController', 'frontend'))
  const { env, envFrom, ...own } = container(frontend, 'frontend')
  const { env: _env, envFrom: _envFrom, ...others } = base.container
  expect(own).toEqual(others)
  expect(frontend.securityContext).toEqual(base.spec.securityContext)
})

test('a front end has room for a backup, though its own files are read-only', () => {
  expect(container(frontend, 'frontend').securityContext?.readOnlyRootFilesystem).toBe(true)
  expect(container(frontend, 'frontend').volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }])
  for (const { volumes } of [frontend, podOf(find('ReplicationController', 'frontend')).spec])
    expect(volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }])
})

test('the front end asks the sentinels of all three servers, and waits for a second disk', () => {
  const environment = variables(container(frontend, 'frontend'))
  const { book, writeReplicas } = readConfiguration({ ...environment, NODE_ENV: 'production' })
  expect(book.kind).toBe('redis')
  expect(writeReplicas).toBe(1)
  const names = variables(container(servers, 'redis')).NODES?.split(' ') ?? []
  expect(names).toHaveLength(redis?.replicas ?? 0)
  const port = container(servers, 'sentinel').ports?.[0]?.containerPort
  expect(environment.REDIS_SENTINELS).toBe(names.map((name) => `${name}:${port}`).join(','))
})

test('the servers have the settings of those in k8s/', () => {
  const base = podOf(find('ReplicationController', 'redis-master')).container
  const settings = container(servers, 'redis').args?.join(' ') ?? ''
  for (const setting of base.args?.join(' ').match(/--\S+ [^-]*/g) ?? []) {
    // The start script sets it for both.
    if (!setting.startsWith('--appendonly')) expect(settings).toContain(setting.trim())
  }
  expect(container(servers, 'redis').image).toBe(base.image)
  expect(servers.securityContext).toEqual(podOf(find('ReplicationController', 'redis-master')).spec.securityContext)
})

test('the servers reach each other by name before they are ready', () => {
  expect(resource('Service', 'redis').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
  expect(redis?.serviceName).toBe('redis')
  expect(redis?.podManagementPolicy).toBe('Parallel')
})

test('all scripts that the pods run are in the ConfigMap', () => {
  const scripts = Object.keys(resource('ConfigMap', 'redis-scripts').data ?? {})
  const run = servers.containers
    .flatMap(({ command = [], startupProbe, readinessProbe, livenessProbe, lifecycle }) => [
      ...command,
      ...[startupProbe, readinessProbe, livenessProbe, lifecycle?.preStop].flatMap(
        (probe) => probe?.exec?.command ?? [],
      ),
    ])
    .filter((argument) => argument.startsWith('/scripts/'))
  expect(run.length).toBeGreaterThan(3)
  for (const script of run) expect(scripts).toContain(script.slice('/scripts/'.length))
})

test.each(['frontend', 'redis'])('at most one pod of %s is taken down at a time on purpose', (name) => {
  expect(resource('PodDisruptionBudget', name).spec?.maxUnavailable).toBe(1)
})

describeWith(['kubectl'], 'kubectl', () => {
  test('builds the Kustomization for production', () => {
    const built = execFileSync('kubectl', ['kustomize', `${MANIFESTS}/production`], { encoding: 'utf8' })
    expect(built.match(/^kind:/gm)?.length).toBe(RESOURCES.length)
  })
})
