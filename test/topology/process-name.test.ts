import { expect, test } from 'vitest'
import { processName } from '../../server/topology/get-topology.ts'

test.each([
  ['frontend-x7k2p', 'frontend-x7k2p'],
  ['frontend-x7k2p.frontend.default.svc.cluster.local', 'frontend-x7k2p'],
  ['3f1c9a7be042', '3f1c9a7be042'],
  ['ip-10-0-12-7', 'frontend'],
  ['ip-10-0-12-7.eu-central-1.compute.internal', 'frontend'],
  ['192.0.2.7', 'frontend'],
  ['2001:db8::7', 'frontend'],
  ['', 'frontend'],
])('a process on %j is called %j', (hostname, name) => {
  expect(processName(hostname)).toBe(name)
})
