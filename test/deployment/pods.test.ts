import type { IProbe } from 'kubernetes-models/v1'
import { describe, expect, test } from 'vitest'
import { find, podOf, resourcesOf } from './manifests.ts'

const PODS = resourcesOf('ReplicationController').map((controller) => ({
  name: controller.metadata?.name,
  ...podOf(controller),
}))

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
describe.each(PODS)('the pod of $name passes the Pod Security Standard "restricted"', ({ spec, container }) => {
  test('it shares nothing with the node', () => {
    expect([spec.hostNetwork, spec.hostPID, spec.hostIPC]).toEqual([undefined, undefined, undefined])
    expect(container.ports?.some(({ hostPort }) => hostPort !== undefined)).toBe(false)
  })

  test('its volumes have allowed types', () => {
    const kinds = (spec.volumes ?? []).flatMap(({ name: _, ...source }) => Object.keys(source))
    for (const kind of kinds) expect(['configMap', 'emptyDir', 'persistentVolumeClaim']).toContain(kind)
  })

  test('it runs as a user that is not root, given by number', () => {
    expect(spec.securityContext?.runAsNonRoot).toBe(true)
    expect(spec.securityContext?.runAsUser).toBeGreaterThan(0)
    expect(spec.securityContext?.runAsGroup).toBeGreaterThan(0)
    expect(container.securityContext?.runAsUser).toBeUndefined()
  })

  test('it can gain no privileges', () => {
    expect(container.securityContext?.allowPrivilegeEscalation).toBe(false)
    expect(container.securityContext?.privileged ?? false).toBe(false)
    expect(container.securityContext?.capabilities).toEqual({ drop: ['ALL'] })
  })

  test('its system calls are filtered', () => {
    expect(spec.securityContext?.seccompProfile).toEqual({ type: 'RuntimeDefault' })
  })

  test('no init or ephemeral container escapes these rules', () => {
    expect(spec.initContainers ?? []).toEqual([])
    expect(spec.ephemeralContainers ?? []).toEqual([])
  })
})

describe.each(PODS)('the pod of $name', ({ spec, container }) => {
  test('cannot write to its root file system, or talk to the cluster', () => {
    expect(container.securityContext?.readOnlyRootFilesystem).toBe(true)
    expect(spec.automountServiceAccountToken).toBe(false)
  })

  test('has requests and limits', () => {
    for (const amounts of [container.resources?.requests, container.resources?.limits]) {
      expect(Object.keys(amounts ?? {}).sort()).toEqual(['cpu', 'memory'])
    }
  })

  test('has all three probes', () => {
    for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
      expect(probe?.exec ?? probe?.httpGet).toBeDefined()
    }
  })
})

test('a claim belongs to the group of the pod that mounts it, so that the pod can write to it', () => {
  const mounting = PODS.filter(({ spec }) => spec.volumes?.some((volume) => volume.persistentVolumeClaim !== undefined))
  expect(mounting.map(({ name }) => name)).toEqual(['redis-master'])
  for (const { spec } of mounting) {
    expect(spec.securityContext?.fsGroup).toBeGreaterThan(0)
    expect(spec.securityContext?.fsGroup).toBe(spec.securityContext?.runAsGroup)
  }
})

test('the master has time for a lock, a copy and a long log before it must answer', () => {
  const { startupProbe } = podOf(find('ReplicationController', 'redis-master')).container
  expect(seconds(startupProbe)).toBeGreaterThanOrEqual(600)
})

test('the front end’s liveness does not depend on Redis, and readiness has its own path', () => {
  const { container } = podOf(find('ReplicationController', 'frontend'))
  expect(container.livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'http' })
  expect(container.readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'http' })
})

test('the front end has time to drain before it is killed', () => {
  const { spec, container } = podOf(find('ReplicationController', 'frontend'))
  const delay = Number(container.env?.find(({ name }) => name === 'DRAIN_DELAY')?.value)
  expect(delay).toBeGreaterThan(0)
  expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(delay + 10)
})

function seconds(probe: IProbe | undefined): number {
  return (probe?.failureThreshold ?? 3) * (probe?.periodSeconds ?? 10)
}
