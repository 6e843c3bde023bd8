import { isIPv6 } from 'node:net'

/**
 * Whom an address belongs to, for counting: an IPv4 address stands for itself, however it is written, an IPv6 address for its
 * /64, since one household or one machine has all of that (RFC 6177). Some proxies add the client's port, which says nothing.
 */
export function clientNetwork(address: string): string {
  const plain = withoutPort(address)
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped) return mapped
  if (!isIPv6(plain)) return plain
  const groups = expandGroups(plain)
  return isMapped(groups) ? groups.slice(6).flatMap(toBytes).join('.') : `${groups.slice(0, 4).join(':')}::/64`
}

/** Takes off a port, the brackets that it needs in IPv6, and a zone index, which names an interface of the proxy. */
function withoutPort(address: string): string {
  const host = /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  return host.split('%')[0] ?? ''
}

/** True for an IPv4 address in the form of an IPv6 address (RFC 4291, section 2.5.5.2). */
function isMapped(groups: readonly string[]): boolean {
  return groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff'
}

function toBytes(group: string): [number, number] {
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 0xff]
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expandGroups(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...right]
  return groups.map((group) => Number.parseInt(group, 16).toString(16))
}
