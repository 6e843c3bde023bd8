import { expect, test } from 'vitest'
import { clientNetworks } from '../../server/signing/client-network.ts'

test.each<[address: string, ...networks: string[]]>([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::5:6', '2001:db8::/64', '2001:db8::/48'],
  ['2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db8:ffff:ffff::/64', '2001:db8:ffff::/48'],
  ['::1', '::/64', '::/48'],
  ['::', '::/64', '::/48'],
  ['fe80::1%eth0', 'fe80::/64', 'fe80::/48'],
  ['192.0.2.7:4000', '192.0.2.7'],
  ['[2001:db8:1:2::9]:4000', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['[2001:db8:1:2::9]', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['[fe80::1%eth0]:4000', 'fe80::/64', 'fe80::/48'],
  ['[::ffff:192.0.2.7]:4000', '192.0.2.7'],
  ['64:ff9b::192.0.2.33', '64:ff9b::/64', '64:ff9b::/48'],
  ['not an address', 'not an address'],
  ['1', '1'],
  ['', ''],
])('%s', (address, ...networks) => {
  expect(clientNetworks(address)).toEqual(networks)
})

test('the neighbouring /64 is another client in the same /48', () => {
  const [one, other] = [clientNetworks('2001:db8:1:1::1'), clientNetworks('2001:db8:1:2::1')]
  expect(one[0]).not.toBe(other[0])
  expect(one[1]).toBe(other[1])
})
