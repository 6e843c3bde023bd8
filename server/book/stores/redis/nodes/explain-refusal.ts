import { ReplyError } from 'ioredis'
import type { RedisAccess } from '../../../../configuration/redis-location.ts'

/** The part of a node's address that explanations may contain, since visitors may read them. */
export type Refused = Pick<RedisAccess, 'database' | 'foundBy' | 'passwordBy' | 'databaseBy'>

type Rule = readonly [pattern: RegExp, explain: (found: RegExpExecArray, address: Refused) => string]

/** The first match counts. The texts must not name hosts or users, because /readyz shows them. */
const RULES: readonly Rule[] = [
  [
    /DB index is out of range|invalid DB index/i,
    (_, { database, foundBy, databaseBy = foundBy }) =>
      `Redis has no database ${database}: give ${databaseBy} a lower number, or raise "databases" in the configuration of Redis`,
  ],
  [
    /not allowed in cluster mode/i,
    (_, { database, foundBy, databaseBy = foundBy }) =>
      `Redis runs as a cluster, which has no database ${database}: leave the number out of ${databaseBy}`,
  ],
  [
    /^(MOVED|ASK|CLUSTERDOWN|CROSSSLOT)\b/,
    () => 'Redis is a cluster of several masters, which cannot be used: use one master, with or without replicas',
  ],
  [
    /^(NOAUTH|WRONGPASS)\b|invalid password|without any password configured/i,
    (_, { foundBy, passwordBy = foundBy }) => `Redis does not accept the user or the password: check ${passwordBy}`,
  ],
  // Which of the two is sent depends on whether Redis knows the script.
  [
    /^NOPERM.*?'eval(sha)?'/i,
    () => 'Redis forbids its user "EVALSHA" or "EVAL", which the guestbook needs: allow both in the ACL of Redis',
  ],
  [
    // Redis 8 sends the second for a command inside a script.
    /^(?:NOPERM|ERR ACL failure in script).*?'([^']+)'/,
    ([, command]) =>
      `Redis forbids its user "${command?.toUpperCase()}", which the guestbook needs: allow it in the ACL of Redis`,
  ],
  [
    /^NOPERM|^ERR The user executing the script/,
    () => 'Redis forbids its user a command or a key that the guestbook needs: allow both in the ACL of Redis',
  ],
  // A sentinel knows INFO and PING, but no data.
  [
    /unknown command '?get\b/i,
    (_, { foundBy }) =>
      `Redis does not know the command "GET", which the guestbook needs: it was renamed or disabled, or ${foundBy} leads to a sentinel (then use REDIS_SENTINELS)`,
  ],
  [
    /unknown command '?([\w|]+)/i,
    ([, command]) =>
      `Redis does not know the command "${command?.toUpperCase()}", which the guestbook needs: it was renamed or disabled`,
  ],
  [
    /unknown Redis command called from script/i,
    () => 'Redis does not know a command that the guestbook needs: it was renamed or disabled',
  ],
  [/Error compiling script/i, () => TOO_OLD],
  [/^OOM\b/, () => 'the memory of Redis is full: nobody can sign until "maxmemory" is raised or entries are removed'],
  [/^MISCONF\b/, () => 'Redis cannot write to its disk (MISCONF): nobody can sign until it can; see its log'],
  [
    /^NOREPLICAS\b/,
    () => 'Redis has fewer replicas in step than its "min-replicas-to-write": nobody can sign until they are back',
  ],
  [/^READONLY\b/, () => NOT_A_MASTER],
  [/^DENIED\b|^ERR max number of clients/i, () => CLOSES_AT_ONCE],
]

export const TOO_OLD = 'this Redis is too old: Redis 7.0 or later is needed, or Valkey'

export const NOT_A_MASTER = 'the node at the master’s address is a replica: entries can be written to a master only'

export const CLOSES_AT_ONCE =
  'Redis closes connections as soon as they are open: it may be in protected mode (then give it a password), or have as many clients as its "maxclients" allows'

/** True for an error that the server replied, not for a lost connection or a timeout. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof ReplyError
}

/** Explains an error and its remedy in one sentence; unknown errors are returned unchanged. */
export function explainRefusal(message: string, address: Refused): string {
  for (const [pattern, explain] of RULES) {
    const found = pattern.exec(message)
    if (found) return explain(found, address)
  }
  return message
}
