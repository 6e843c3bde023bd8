import ipaddr from 'ipaddr.js'

/**
 * The networks that an address belongs to, for counting, smallest first. An IPv4 address stands for itself, however it is written. An
 * IPv6 address has two: its /64, since one household or one machine has all of that, and its /48, since one customer may have 65,536
 * of those (RFC 6177).
 */
export function clientNetworks(address: string): readonly string[] {
  const plain = withoutPort(address)
  if (!ipaddr.IPv6.isValid(plain)) return [plain]
  const ipv6 = ipaddr.IPv6.parse(plain)
  if (ipv6.isIPv4MappedAddress()) return [ipv6.toIPv4Address().toString()]
  return [64, 48].map((bits) => `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/${bits}`)}/${bits}`)
}

/** Takes off what some proxies add: the client's port, with the brackets that it needs in IPv6, and a zone, which names an interface of the proxy. */
function withoutPort(address: string): string {
  const host = /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  return host.split('%')[0] ?? ''
}
