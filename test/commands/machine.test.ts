import { dirname } from 'node:path'
import { expect, test, vi } from 'vitest'
import { findProgram, isContinuousIntegration, lacksOf } from '../run/machine.ts'
import { describeUnless, describeWith, missingOf } from '../support/machine.ts'

const complete = {
  dockerProblem: undefined,
  redisServer: '/usr/bin/redis-server',
  chromium: '/usr/bin/chromium',
  firefox: '/usr/bin/firefox-esr',
  kubectl: '/usr/bin/kubectl',
  installProblem: undefined,
  firefoxProblem: undefined,
}
const noDocker = 'Docker does not answer'

test.each([
  { machine: complete, lacks: [] },
  { machine: { ...complete, dockerProblem: noDocker }, lacks: ['docker'] },
  { machine: { ...complete, redisServer: undefined }, lacks: ['redis-server'] },
  {
    machine: { ...complete, dockerProblem: noDocker, redisServer: undefined },
    lacks: ['docker', 'redis', 'redis-server'],
  },
  { machine: { ...complete, chromium: undefined }, lacks: ['chromium'] },
  { machine: { ...complete, firefox: undefined }, lacks: ['firefox'] },
  { machine: { ...complete, kubectl: undefined }, lacks: ['kubectl'] },
])('tests do without $lacks', ({ machine, lacks }) => {
  expect(lacksOf(machine).map(({ need }) => need)).toEqual(lacks)
})

test('the reason says why it could not be installed', () => {
  const [lack] = lacksOf({ ...complete, chromium: undefined, installProblem: 'installing it needs root' })
  expect(lack?.reason).toBe('there is no Chromium or Chrome: installing it needs root')
})

test.each([
  { CI: 'true', expected: true },
  { CI: '1', expected: true },
  { CI: 'woodpecker', expected: true },
  { CI: 'False', expected: false },
  { CI: '0', expected: false },
  { CI: '', expected: false },
  { CI: undefined, expected: false },
])('CI=$CI means CI: $expected', ({ CI, expected }) => {
  expect(isContinuousIntegration({ CI })).toBe(expected)
})

test('a suite is skipped only if something that it needs is missing', () => {
  expect(missingOf(['docker', 'chromium'], 'docker,redis')).toEqual(['docker'])
  expect(missingOf(['redis'], 'redis-server')).toEqual([])
  expect(missingOf(['docker'], '')).toEqual([])
})

test('under CI a suite that cannot run fails instead of being skipped', () => {
  vi.stubEnv('CI', 'true').stubEnv('GUESTBOOK_TEST_MISSING', 'docker')
  try {
    expect(() => describeWith(['docker'], 'a suite', () => {})).toThrow('"a suite" cannot run (needs docker), and CI')
    expect(() => describeUnless('no disk', 'a suite', () => {})).toThrow('"a suite" cannot run (no disk), and CI')
  } finally {
    vi.unstubAllEnvs()
  }
})

test('a program is found on PATH by the first of its names', () => {
  const [folder, name] = [dirname(process.execPath), 'node']
  expect(findProgram(['no-such-program', name], `/no/such/folder:${folder}`)).toBe(`${folder}/${name}`)
  expect(findProgram([process.execPath], '')).toBe(process.execPath)
  expect(findProgram(['no-such-program'], folder)).toBeUndefined()
})
