import { clientNetwork } from './client-network.ts'

/**
 * Whom an address belongs to where a large share is at stake: an IPv4 address stands for itself, an IPv6 address for its /48, which is
 * what one customer may have (RFC 6177), with 65,536 networks in it.
 */
export function clientSite(address: string): string {
  return clientNetwork(address).replace(/^([^:]+:[^:]+:[^:]+):[^:]+::\/64$/, '$1::/48')
}
