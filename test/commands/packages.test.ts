import { delimiter } from 'node:path'
import { expect, test } from 'vitest'
import { isInstalled, type Package, withoutPackages } from '../../scripts/setup/packages.js'

const fastify: Package = { version: '5.12.8', integrity: 'sha512-a' }
const darwinOnly: Package = { version: '1.0.0', integrity: 'sha512-b', optional: true }

test.each([
  { when: 'all is there', installed: { fastify, darwinOnly }, expected: true },
  { when: 'what is made for another platform is absent', installed: { fastify }, expected: true },
  { when: 'more is there than is wanted', installed: { fastify, left: { version: '1.0.0' } }, expected: true },
  { when: 'a package is absent', installed: { darwinOnly }, expected: false },
  { when: 'the version differs', installed: { fastify: { ...fastify, version: '5.12.7' } }, expected: false },
  { when: 'the content differs', installed: { fastify: { ...fastify, integrity: 'sha512-c' } }, expected: false },
  {
    when: 'an optional one is of another version',
    installed: { fastify, darwinOnly: { version: '0.9.0' } },
    expected: false,
  },
  { when: 'npm has left no note', installed: undefined, expected: false },
])('the packages are installed: $expected where $when', ({ installed, expected }) => {
  const wanted = { packages: { '': {}, 'node_modules/fastify': fastify, 'node_modules/darwin-only': darwinOnly } }
  expect(isInstalled(wanted, installed && { packages: inNodeModules(installed) })).toBe(expected)
})

test('npm runs without the Node that it may replace', () => {
  const path = ['/repository/node_modules/.bin', '/usr/bin', '/node_modules/.bin/', '/opt/node_modules/.bin-of-mine']
  expect(withoutPackages(path.join(delimiter))).toBe(`/usr/bin${delimiter}/opt/node_modules/.bin-of-mine`)
})

function inNodeModules(packages: Record<string, Package | undefined>): Record<string, Package> {
  const folders = { darwinOnly: 'darwin-only' } as Record<string, string>
  return Object.fromEntries(
    Object.entries(packages).flatMap(([name, found]) =>
      found ? [[`node_modules/${folders[name] ?? name}`, found]] : [],
    ),
  )
}
