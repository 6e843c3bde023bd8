import type { DatabaseSync } from 'node:sqlite'
import { MINUTE_MS, type UnixTime } from '../../../../common/unix-time.ts'
import {
  CODE_LIFETIME_MS,
  type Entrance,
  type Invitation,
  MOST_FAILURES,
  NameTaken,
  type Owners,
  type Person,
  type PersonWithSessions,
  SEEN_INTERVAL_MS,
  type SignedIn,
} from '../../../owners.ts'
import { createCode, createToken, digest, isCode, isToken, randomName } from '../../../secrets.ts'
import type { KeyRingTables } from './owner-tables.ts'
import { PeopleTable } from './people-table.ts'

interface SqliteOwnersOptions {
  readonly database: DatabaseSync
  readonly tables: KeyRingTables
  /** Run work in one transaction and explain its failure. `write` works while the disk is full. */
  readonly read: <Result>(work: () => Result) => Result
  readonly write: <Result>(work: () => Result) => Result
  readonly now: () => UnixTime
}

export class SqliteOwners implements Owners {
  readonly #table: PeopleTable
  readonly #options: SqliteOwnersOptions
  /** One process serves the book, so failures are counted in its memory. */
  #failures = { count: 0, until: 0 }

  constructor(options: SqliteOwnersOptions) {
    this.#table = new PeopleTable(options.database, options.tables)
    this.#options = options
  }

  async invite(invitation: Invitation): Promise<string> {
    const { write, now } = this.#options
    const code = createCode()
    const time = now()
    write(() => {
      const known = this.#table.byName(invitation.name)
      if (known && known.role !== invitation.role) throw new NameTaken(invitation, known.role)
      this.#table.addCode(digest(code), invitation, time, time + CODE_LIFETIME_MS)
    })
    return code
  }

  async accepts(code: string): Promise<boolean> {
    const { read, now } = this.#options
    return isCode(code) && read(() => this.#table.code(digest(code), now())) !== undefined
  }

  async enter(code: string, device: string): Promise<Entrance> {
    const { write, now } = this.#options
    const refused = () => ({ kind: 'refused', isOneTooMany: this.#countFailure() }) as const
    // A wrong code begins no transaction for writing.
    if (!(await this.accepts(code))) return refused()
    const token = createToken()
    const person = write(() => {
      const time = now()
      const invitation = this.#table.code(digest(code), time)
      if (invitation === undefined) return undefined
      this.#table.takeCode(digest(code))
      const known = this.#table.byName(invitation.name)
      if (known && known.role !== invitation.role) return undefined
      const entered = known ?? { id: randomName(), ...invitation }
      if (!known) this.#table.addPerson(entered, time)
      this.#table.addSession(digest(token), entered.id, device, time)
      return entered
    })
    return person === undefined ? refused() : { kind: 'entered', token, person }
  }

  async find(token: string): Promise<SignedIn | undefined> {
    const { read, now } = this.#options
    if (!isToken(token)) return undefined
    const time = now()
    const hash = digest(token)
    const found = read(() => this.#table.session(hash, time))
    if (!found || time - found.session.lastSeen < SEEN_INTERVAL_MS) return found
    this.#touch(hash, time)
    return { ...found, session: { ...found.session, lastSeen: time } }
  }

  async people(): Promise<readonly PersonWithSessions[]> {
    const { read, now } = this.#options
    return read(() => this.#table.all(now())).map(({ person, sessions }) => ({ ...person, sessions }))
  }

  async endSession(id: string): Promise<boolean> {
    return this.#options.write(() => this.#table.deleteSession(id))
  }

  async endSessionsOf(person: Person['id']): Promise<boolean> {
    return this.#options.write(() => this.#table.deleteSessionsOf(person, { isRemoved: false }))
  }

  async remove(person: Person['id']): Promise<boolean> {
    return this.#options.write(() => this.#table.deleteSessionsOf(person, { isRemoved: true }))
  }

  async withdraw(name: string): Promise<number> {
    const { write, now } = this.#options
    return write(() => this.#table.deleteCodes(name, now()))
  }

  #touch(hash: string, time: number): void {
    try {
      this.#options.write(() => this.#table.touch(hash, time))
    } catch {
      // A full disk must not sign anybody out. The next request tries again.
    }
  }

  /** @returns true if there were more than {@link MOST_FAILURES} in this minute */
  #countFailure(): boolean {
    const now = this.#options.now()
    if (now >= this.#failures.until) this.#failures = { count: 0, until: now + MINUTE_MS }
    this.#failures.count += 1
    return this.#failures.count > MOST_FAILURES
  }
}
