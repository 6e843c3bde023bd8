import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { EnvironmentReader, VariableName } from './variables.ts'

/** What TLS connections need beyond the authorities that Node knows, as PEM. */
export interface RedisTls {
  /** Instead of the authorities that Node knows. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** Reads the TLS settings; false if none is set. Keys and certificates that cannot be used are reported. */
export function readRedisTls(environment: EnvironmentReader): RedisTls | false {
  const isOn = environment.flag('REDIS_TLS')
  const ca = readPem(environment, 'REDIS_TLS_CA', 'a certificate', isCertificate)
  const cert = readPem(environment, 'REDIS_TLS_CERT', 'a certificate', isCertificate)
  const key = readPem(environment, 'REDIS_TLS_KEY', 'a private key without a passphrase', isPrivateKey)
  requirePair(environment)
  if (cert !== undefined && key !== undefined && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    environment.problems.push('REDIS_TLS_KEY must be the key of the certificate in REDIS_TLS_CERT, but is another one')
  const isSet = ['REDIS_TLS_CA', 'REDIS_TLS_CERT', 'REDIS_TLS_KEY'] as const
  if (!isOn && isSet.every((name) => environment.text(name) === undefined)) return false
  return { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) }
}

function readPem(
  environment: EnvironmentReader,
  name: VariableName,
  what: string,
  isUsable: (text: string) => boolean,
): string | undefined {
  const text = environment.file(name)
  if (text === undefined || isUsable(text)) return text
  environment.problems.push(`${name} must name a PEM file with ${what}, but there is none in that file`)
  return undefined
}

function requirePair(environment: EnvironmentReader): void {
  const pair = ['REDIS_TLS_CERT', 'REDIS_TLS_KEY'] as const
  const missing = pair.filter((name) => environment.text(name) === undefined)
  if (missing.length === 1)
    environment.problems.push(`${missing[0]} must be set too: a certificate is of no use without its key`)
}

function isCertificate(text: string): boolean {
  return succeeds(() => new X509Certificate(text))
}

function isPrivateKey(text: string): boolean {
  return succeeds(() => createPrivateKey(text))
}

function succeeds(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}
