import { expect, test } from 'vitest'
import { chooseNode } from '../../scripts/setup/runtime.js'

const own = (version: string) => ({ path: '/usr/bin/node', version })
const packaged = (version: string) => ({ path: '/repository/node_modules/node/bin/node', version })

test.each([
  { own: own('24.0.0'), packaged: packaged('24.21.0'), expected: '/usr/bin/node' },
  { own: own('26.1.0'), packaged: undefined, expected: '/usr/bin/node' },
  { own: own('20.20.2'), packaged: packaged('24.21.0'), expected: '/repository/node_modules/node/bin/node' },
  { own: own('20.20.2'), packaged: packaged('22.1.0'), expected: undefined },
  { own: own('20.20.2'), packaged: undefined, expected: undefined },
])('with Node $own.version and the package $packaged.version it is $expected', ({ own, packaged, expected }) => {
  expect(chooseNode(own, packaged)).toBe(expected)
})
