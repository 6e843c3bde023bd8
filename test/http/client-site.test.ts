import { expect, test } from 'vitest'
import { clientSite } from '../../server/http/client-site.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8:1:ffff::1', '2001:db8:1::/48'],
  ['[2001:db8::1]:443', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['', ''],
])('%s belongs to %s', (address, site) => {
  expect(clientSite(address)).toBe(site)
})
