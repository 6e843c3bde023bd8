import type { RedisAddress } from '../../../configuration/redis-location.ts'

/** The address of the node that refused something: what its explanation may need, and nothing that a visitor must not read. */
export type Refused = Pick<RedisAddress, 'database' | 'foundBy'>

type Rule = readonly [pattern: RegExp, explain: (found: RegExpExecArray, address: Refused) => string]

/**
 * The errors with which Redis refuses a connection or a command (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors),
 * each with its remedy. The first that matches counts. None of them names a host or a user: /readyz shows them.
 */
const RULES: readonly Rule[] = [
  [
    /DB index is out of range|invalid DB index/i,
    (_, { database, foundBy }) =>
      `Redis has no database ${database}: give ${foundBy} a lower number, or raise "databases" in the configuration of Redis`,
  ],
  [
    /not allowed in cluster mode/i,
    (_, { database, foundBy }) =>
      `Redis runs as a cluster, which has no database ${database}: leave the number out of ${foundBy}`,
  ],
  [
    /^(MOVED|ASK|CLUSTERDOWN|CROSSSLOT)\b/,
    () =>
      'Redis is a cluster of several masters, which cannot be used: one master, with replicas or without, is needed',
  ],
  [
    /^(NOAUTH|WRONGPASS)\b|invalid password|without any password configured/i,
    (_, { foundBy }) => `Redis does not accept the user or the password that it was given: check ${foundBy}`,
  ],
  [
    /^NOPERM.*?'([^']+)'/,
    ([, command]) =>
      `Redis forbids its user "${command?.toUpperCase()}", which is needed: allow it in the ACL of Redis`,
  ],
  [
    /^NOPERM|^ERR The user executing the script/,
    () => 'Redis forbids its user a command or a key that is needed: allow both in the ACL of Redis',
  ],
  [
    /unknown command '?([\w|]+)/i,
    ([, command]) =>
      `Redis does not know the command "${command?.toUpperCase()}", which is needed: it was renamed or taken out`,
  ],
  [/Error compiling script/i, () => TOO_OLD],
  [/^OOM\b/, () => 'the memory of Redis is full: nobody can sign until "maxmemory" is raised or entries are removed'],
  [
    /^MISCONF\b/,
    () =>
      'Redis cannot write to its disk (MISCONF): nobody can sign until there is room and it can; its own log says more',
  ],
  [
    /^NOREPLICAS\b/,
    () => 'Redis has fewer replicas in step than its "min-replicas-to-write": nobody can sign until they are back',
  ],
  [/^READONLY\b/, () => NOT_A_MASTER],
]

/** What to say of a server that lacks what the scripts need. */
export const TOO_OLD = 'this Redis is too old: Redis 7.0 or later is needed, or Valkey'

/** What to say of a server that only copies another. */
export const NOT_A_MASTER = 'the node at the master’s address is a replica: entries can be written to a master only'

/** Says in one plain sentence what is wrong and what mends it; an error that is not known is passed on as it is. */
export function explainRefusal(message: string, address: Refused): string {
  for (const [pattern, explain] of RULES) {
    const found = pattern.exec(message)
    if (found) return explain(found, address)
  }
  return message
}
