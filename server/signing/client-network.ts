import ipaddr from 'ipaddr.js'

/** The networks to count, smallest first: a household has an IPv6 /64, and a customer may have a /48 with 65,536 of those (RFC 6177). */
export function clientNetworks(address: string): readonly string[] {
  const plain = withoutPort(address)
  if (!ipaddr.IPv6.isValid(plain)) return [plain]
  const ipv6 = ipaddr.IPv6.parse(plain)
  if (ipv6.isIPv4MappedAddress()) return [ipv6.toIPv4Address().toString()]
  return [64, 48].map((bits) => `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/${bits}`)}/${bits}`)
}

/** Removes what some proxies add: a port, its brackets in IPv6, and a zone. */
function withoutPort(address: string): string {
  const host = /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address
  return host.split('%')[0] ?? ''
}
