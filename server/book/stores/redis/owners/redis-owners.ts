import { type Redis, ReplyError } from 'ioredis'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { Unreadable } from '../../../errors.ts'
import {
  CODE_LIFETIME_MS,
  type Entrance,
  foldName,
  type Invitation,
  MOST_CODES,
  MOST_FAILURES,
  MOST_SESSIONS,
  NameTaken,
  type Owners,
  type Person,
  type PersonWithSessions,
  type Role,
  SEEN_INTERVAL_MS,
  SESSION_LIFETIME_MS,
  type SignedIn,
} from '../../../owners.ts'
import { createCode, createToken, digest, isCode, isToken, randomName } from '../../../secrets.ts'
import type { BookKeys, KeyRing } from '../book-keys.ts'
import type { MasterWrite } from '../master-write.ts'
import { decodePerson, decodeSession, listPeople, type StoredPeople } from './records.ts'
import { OWNER_SCRIPTS, REPLICA_SCRIPTS } from './scripts.ts'

interface RedisOwnersOptions {
  readonly keys: KeyRing & Pick<BookKeys, 'generation'>
  /** The connection to the master for reading, which no WAIT delays. */
  readonly master: Redis
  readonly writer: Redis
  readonly write: MasterWrite
  /** Asks a replica for what was last known, while the master does not answer. Absent: nobody is known then. */
  readonly lastKnown?: (<Answer>(read: (replica: Redis) => Promise<Answer>) => Promise<Answer>) | undefined
  readonly now: () => UnixTime
}

/** Under these names, connections to replicas have the scripts for them. */
export function defineOnReplica(replica: Redis): void {
  for (const [name, definition] of Object.entries(REPLICA_SCRIPTS)) replica.defineCommand(name, definition)
}

export class RedisOwners implements Owners {
  readonly #options: RedisOwnersOptions

  constructor(options: RedisOwnersOptions) {
    this.#options = options
    for (const node of [options.master, options.writer]) {
      for (const [name, definition] of Object.entries(OWNER_SCRIPTS)) node.defineCommand(name, definition)
    }
  }

  async invite(invitation: Invitation): Promise<string> {
    const { generation, people, codes } = this.#options.keys
    const { name, role } = invitation
    const code = createCode()
    const details = [digest(code), name, foldName(name), role, this.#options.now(), CODE_LIFETIME_MS, MOST_CODES]
    const other = await this.#write<Role | null>('inviteOwner', [generation, people, codes], details)
    if (other !== null) throw new NameTaken(invitation, other)
    return code
  }

  async accepts(code: string): Promise<boolean> {
    if (!isCode(code)) return false
    const { generation, codes } = this.#options.keys
    return (await this.#read<number>('acceptsCode', [generation, codes], [digest(code), this.#options.now()])) === 1
  }

  async enter(code: string, device: string): Promise<Entrance> {
    const { generation, people, codes, sessions, failures } = this.#options.keys
    const token = createToken()
    const reply = await this.#write<string | number>(
      'enterByCode',
      [generation, people, codes, sessions, failures],
      [
        isCode(code) ? digest(code) : '',
        digest(token),
        randomName(),
        device,
        this.#options.now(),
        SESSION_LIFETIME_MS,
        MOST_SESSIONS,
        MOST_FAILURES,
      ],
    )
    return typeof reply === 'string'
      ? { kind: 'entered', token, person: decodePerson(reply) }
      : { kind: 'refused', isOneTooMany: reply > MOST_FAILURES }
  }

  async find(token: string): Promise<SignedIn | undefined> {
    if (!isToken(token)) return undefined
    const { generation, people, sessions } = this.#options.keys
    const id = digest(token)
    const details = [id, this.#options.now(), SESSION_LIFETIME_MS, SEEN_INTERVAL_MS]
    const { reply, isLastKnown } = await this.#readOrLastKnown<[person: string, session: string] | null>(
      'findSession',
      [generation, people, sessions],
      details,
    )
    // The replica may lack a session that has just begun, so it signs nobody out.
    if (reply === null && isLastKnown) throw new Unreadable('the replica does not know the session')
    if (reply === null) return undefined
    const signedIn = { person: decodePerson(reply[0]), session: decodeSession(id, reply[1]) }
    return isLastKnown ? { ...signedIn, isLastKnown } : signedIn
  }

  async people(): Promise<readonly PersonWithSessions[]> {
    const { generation, people, sessions } = this.#options.keys
    const { reply } = await this.#readOrLastKnown<StoredPeople>('listOwners', [generation, people, sessions], [])
    return listPeople(reply, this.#options.now())
  }

  async endSession(id: string): Promise<boolean> {
    return (await this.#revoke('endSession', [this.#options.keys.sessions], [id])) > 0
  }

  async endSessionsOf(person: Person['id']): Promise<boolean> {
    return (await this.#revoke('endSessions', this.#allKeys, [person, 0])) > 0
  }

  async remove(person: Person['id']): Promise<boolean> {
    return (await this.#revoke('endSessions', this.#allKeys, [person, 1])) > 0
  }

  withdraw(name: string): Promise<number> {
    return this.#revoke('withdrawCodes', [this.#options.keys.codes], [foldName(name), this.#options.now()])
  }

  get #allKeys(): string[] {
    const { people, codes, sessions } = this.#options.keys
    return [people, codes, sessions]
  }

  async #read<Reply>(script: ScriptName, keys: readonly string[], details: Details): Promise<Reply> {
    try {
      return await run<Reply>(this.#options.master, script, keys, details)
    } catch (cause) {
      throw new Unreadable('the owners cannot be read from the Redis master', { cause })
    }
  }

  /** Only if the master does not answer: what it refuses, nobody else decides. */
  async #readOrLastKnown<Reply>(script: keyof typeof REPLICA_SCRIPTS, keys: readonly string[], details: Details) {
    const { lastKnown } = this.#options
    try {
      return { reply: await this.#read<Reply>(script, keys, details), isLastKnown: false }
    } catch (error) {
      const isRefused = error instanceof Unreadable && error.cause instanceof ReplyError
      if (!lastKnown || isRefused) throw error
      return { reply: await lastKnown((replica) => run<Reply>(replica, script, keys, details)), isLastKnown: true }
    }
  }

  #write<Reply>(script: ScriptName, keys: readonly string[], details: Details): Promise<Reply> {
    return this.#options.write((writer) => run<Reply>(writer, script, keys, details))
  }

  /** What is revoked must not come back after a failover, so the replicas confirm it too. */
  #revoke(script: ScriptName, keys: readonly string[], details: Details): Promise<number> {
    return this.#options.write((writer) => run<number>(writer, script, keys, details), { confirm: true })
  }
}

type ScriptName = keyof typeof OWNER_SCRIPTS
type Details = readonly (string | number)[]
type Commands = Readonly<Record<ScriptName, (...values: Details) => Promise<unknown>>>

function run<Reply>(node: Redis, script: ScriptName, keys: readonly string[], details: Details): Promise<Reply> {
  return (node as Redis & Commands)[script](...keys, ...details) as Promise<Reply>
}
