import { isIP } from 'node:net'
import type { EnvironmentReader } from './variables.ts'

/** See https://fastify.dev/docs/latest/Reference/Server/#trustproxy. "true" is left out on purpose: it trusts everybody. */
export function readTrustProxy(environment: EnvironmentReader): false | number | string[] {
  const value = environment.text('TRUST_PROXY')
  if (value === undefined) return false
  if (/^\d{1,2}$/.test(value)) return Number(value) === 0 ? false : Number(value)
  const addresses = value.split(',').map((address) => address.trim())
  if (addresses.every(isAddressRange)) return addresses
  environment.refuse(
    'TRUST_PROXY',
    'a number of hops, or addresses such as 10.0.0.0/8 or loopback, separated by commas',
    value,
  )
  return false
}

function isAddressRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  return (
    family !== 0 &&
    rest.length === 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)))
  )
}
