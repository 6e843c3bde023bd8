import { isIPv6 } from 'node:net'

/**
 * Whom an address belongs to, for counting: an IPv4 address stands for itself, an IPv6 address for its /64, since one
 * household or one machine has all of that (RFC 6177).
 */
export function clientNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [plain = ''] = address.split('%') // A zone index names an interface of this machine.
  return isIPv6(plain) ? `${expandGroups(plain).slice(0, 4).join(':')}::/64` : address
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
