import type { RedisAddress } from '../../../../configuration/redis-location.ts'
import { CLOSES_AT_ONCE, explainRefusal, isRefusal } from './explain-refusal.ts'

type Rule = readonly [pattern: RegExp, sentence: string]

/** The first match counts. Like all explanations, they must not name hosts or users. */
const SENTINEL_RULES: readonly Rule[] = [
  [
    /No such master/i,
    'the sentinels do not know the master that REDIS_MASTER_NAME names: check it against "sentinel monitor" in their configuration',
  ],
  [
    /\b(NOAUTH|WRONGPASS)\b|invalid password|without any password configured/i,
    'the sentinels do not accept the user or the password: check REDIS_SENTINEL_PASSWORD',
  ],
  [
    /\bNOPERM\b/,
    'the sentinels forbid their user a command that the guestbook needs: allow "sentinel" and "subscribe"',
  ],
  [
    /unknown command/i,
    'an address in REDIS_SENTINELS leads to no sentinel: give the port of the sentinels (26379 by default), not that of Redis',
  ],
  [/invalid reply/, 'the sentinels know no replica that is up'],
]

const NO_SENTINEL = 'none of the sentinels that REDIS_SENTINELS names can be reached'
const NO_SENTINEL_BY_TLS = `${NO_SENTINEL}: check the addresses, and REDIS_TLS_CA, REDIS_TLS_CERT and REDIS_TLS_KEY`

const TLS_RULES: readonly Rule[] = [
  [
    /self-signed certificate|unable to (get|verify)|invalid CA certificate/i,
    'Redis has a TLS certificate of an authority that is not trusted: give that authority’s certificate in REDIS_TLS_CA',
  ],
  [
    /does not match certificate's altnames/i,
    'Redis has a TLS certificate for another host name: use the name in the certificate, or add this one to it',
  ],
  [/certificate (has expired|is not yet valid)/i, 'Redis has a TLS certificate that has expired or is not valid yet'],
  [
    /certificate required|handshake failure/i,
    'Redis demands a TLS client certificate: set REDIS_TLS_CERT and REDIS_TLS_KEY',
  ],
  [
    /alert (unknown ca|bad certificate|certificate|decrypt error)/i,
    'Redis does not accept the TLS client certificate: check REDIS_TLS_CERT',
  ],
  [
    /wrong version number|packet length too long|record layer failure/i,
    'Redis does not speak TLS on that port: give its TLS port, or turn TLS off',
  ],
]

interface Failure {
  readonly error: Error & { readonly code?: string; readonly syscall?: string }
  readonly ofSentinels: readonly Error[]
  /** Whether the connection was open, but not yet ready to use. */
  readonly isNew: boolean
}

const NOT_REDIS = 'what answers at the address of Redis does not speak its protocol: check host and port'

/** Explains in one sentence why a node cannot be used; undefined if waiting may help. */
export function explainUnusable({ error, ofSentinels, isNew }: Failure, address: RedisAddress): string | undefined {
  const { message, syscall } = error
  if (isRefusal(error)) return explainRefusal(message, address)
  if (ofSentinels.length > 0) return explainSentinels(ofSentinels, address)
  if (/^Unknown RESP type/.test(message)) return NOT_REDIS
  // Redis says why before it closes, but that is lost if writing fails first.
  if (isNew && syscall === 'write') return CLOSES_AT_ONCE
  return address.tls ? explainBy(TLS_RULES, message) : undefined
}

/** Says why a node cannot be reached for now. Only for the log, so it may name hosts. */
export function describeFailure({ message, code, name }: Failure['error'], { tls }: RedisAddress): string {
  if (tls && code === 'ETIMEDOUT') return `${message}, perhaps because this is not the TLS port of Redis`
  if (!tls && code === 'ECONNRESET')
    return `${message}, perhaps because Redis expects TLS on that port or is in protected mode`
  if (/^Socket timeout/.test(message)) return 'it did not answer in time; if it is far away, raise WRITE_TIMEOUT'
  // An AggregateError (several addresses for one name) has an empty message.
  return message || code || name
}

/** ioredis does not tell why a sentinel cannot be reached, so one sentence covers all reasons. */
function explainSentinels(errors: readonly Error[], { tls }: RedisAddress): string {
  const known = errors.map(({ message }) => explainBy(SENTINEL_RULES, message)).find((sentence) => sentence)
  return known ?? (tls ? NO_SENTINEL_BY_TLS : NO_SENTINEL)
}

function explainBy(rules: readonly Rule[], text: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1]
}
