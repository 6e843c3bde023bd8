import type { RedisAddress } from '../../../configuration/redis-location.ts'
import { explainRefusal } from './explain-refusal.ts'
import { isRefusal } from './refusal.ts'

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
]

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

/** An error in one attempt to connect. */
export interface Failure {
  readonly error: Error & { readonly code?: string }
  /** What each sentinel answered, if they were asked. */
  readonly ofSentinels: readonly Error[]
}

/** Explains in one sentence why a node cannot be used until somebody acts; undefined if waiting may help. */
export function explainUnusable({ error, ofSentinels }: Failure, address: RedisAddress): string | undefined {
  const { message } = error
  if (isRefusal(error)) return explainRefusal(message, address)
  const texts = ofSentinels.map(({ message }) => message)
  const ofNamed = texts.map((text) => explainBy(SENTINEL_RULES, text)).find((sentence) => sentence !== undefined)
  if (ofNamed !== undefined || !address.tls) return ofNamed
  return [message, ...texts].map((text) => explainBy(TLS_RULES, text)).find((sentence) => sentence !== undefined)
}

/** Says in the log why a node could not be reached. */
export function describeFailure({ error, ofSentinels }: Failure): string {
  const last = ofSentinels.at(-1)
  if (last) return /invalid reply/.test(last.message) ? 'the sentinels know no replica that is up' : last.message
  // An AggregateError (several addresses for one name) has an empty message.
  return error.message || error.code || error.name
}

function explainBy(rules: readonly Rule[], text: string): string | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1]
}
