import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { UnixTime } from '../../../../common/unix-time.ts'
import {
  foldName,
  type Invitation,
  MOST_CODES,
  MOST_SESSIONS,
  type Person,
  type Role,
  SESSION_LIFETIME_MS,
  type Session,
} from '../../../owners.ts'
import type { Row } from '../tables/entry-row.ts'
import type { KeyRingTables } from './owner-tables.ts'

/** The tables of one key ring. The caller provides the transactions. */
export class PeopleTable {
  readonly #byName: StatementSync
  readonly #all: StatementSync
  readonly #insertPerson: StatementSync
  readonly #deletePerson: StatementSync
  readonly #person: StatementSync
  readonly #sweepCodes: StatementSync
  readonly #dropOldCodes: StatementSync
  readonly #insertCode: StatementSync
  readonly #code: StatementSync
  readonly #takeCode: StatementSync
  readonly #deleteCodes: StatementSync
  readonly #insertSession: StatementSync
  readonly #sweepSessions: StatementSync
  readonly #dropOldSessions: StatementSync
  readonly #session: StatementSync
  readonly #sessionsOf: StatementSync
  readonly #touch: StatementSync
  readonly #deleteSession: StatementSync
  readonly #deleteSessions: StatementSync

  constructor(database: DatabaseSync, { people, codes, sessions }: KeyRingTables) {
    const prepare = (sql: string) => database.prepare(sql)
    const current = 'generation = (SELECT generation FROM book)'
    this.#byName = prepare(`SELECT id, name, role FROM ${people} WHERE folded = ?`)
    this.#all = prepare(`SELECT id, name, role FROM ${people} ORDER BY came_at, rowid`)
    this.#insertPerson = prepare(`INSERT INTO ${people} VALUES (?, ?, ?, ?, ?)`)
    this.#deletePerson = prepare(`DELETE FROM ${people} WHERE id = ? RETURNING folded`)
    this.#person = prepare(`SELECT folded FROM ${people} WHERE id = ?`)
    this.#sweepCodes = prepare(`DELETE FROM ${codes} WHERE expires_at <= ? OR NOT ${current}`)
    this.#dropOldCodes = prepare(
      `DELETE FROM ${codes} WHERE hash IN (SELECT hash FROM ${codes} ORDER BY expires_at DESC LIMIT -1 OFFSET ${MOST_CODES})`,
    )
    this.#insertCode = prepare(`INSERT INTO ${codes} VALUES (?, ?, ?, ?, (SELECT generation FROM book), ?)`)
    this.#code = prepare(`SELECT name, role FROM ${codes} WHERE hash = ? AND expires_at > ? AND ${current}`)
    this.#takeCode = prepare(`DELETE FROM ${codes} WHERE hash = ?`)
    this.#deleteCodes = prepare(`DELETE FROM ${codes} WHERE folded = ?`)
    this.#insertSession = prepare(`INSERT INTO ${sessions} VALUES (?, ?, ?, (SELECT generation FROM book), ?)`)
    this.#sweepSessions = prepare(`DELETE FROM ${sessions} WHERE seen_at <= ? OR NOT ${current}`)
    this.#dropOldSessions = prepare(
      `DELETE FROM ${sessions} WHERE hash IN (SELECT hash FROM ${sessions} WHERE person = ? ORDER BY seen_at DESC LIMIT -1 OFFSET ${MOST_SESSIONS})`,
    )
    this.#session = prepare(
      `SELECT person, device, seen_at, name, role FROM ${sessions} JOIN ${people} ON id = person WHERE hash = ? AND seen_at > ? AND ${current}`,
    )
    this.#sessionsOf = prepare(
      `SELECT hash, device, seen_at FROM ${sessions} WHERE person = ? AND seen_at > ? AND ${current} ORDER BY seen_at DESC`,
    )
    this.#touch = prepare(`UPDATE ${sessions} SET seen_at = ? WHERE hash = ?`)
    this.#deleteSession = prepare(`DELETE FROM ${sessions} WHERE hash = ?`)
    this.#deleteSessions = prepare(`DELETE FROM ${sessions} WHERE person = ?`)
  }

  byName(name: string): Person | undefined {
    const row = this.#byName.get(foldName(name))
    return row && toPerson(row)
  }

  all(now: UnixTime): { readonly person: Person; readonly sessions: Session[] }[] {
    return this.#all.all().map((row) => {
      const person = toPerson(row)
      return { person, sessions: this.#sessionsOf.all(person.id, now - SESSION_LIFETIME_MS).map(toSession) }
    })
  }

  addPerson({ id, name, role }: Person, now: UnixTime): void {
    this.#insertPerson.run(id, name, foldName(name), role, now)
  }

  addCode(hash: string, { name, role }: Invitation, now: UnixTime, expires: number): void {
    this.#sweepCodes.run(now)
    this.#insertCode.run(hash, name, foldName(name), role, expires)
    this.#dropOldCodes.run()
  }

  code(hash: string, now: UnixTime): Invitation | undefined {
    const row = this.#code.get(hash, now)
    return row && { name: String(row.name), role: row.role as Role }
  }

  takeCode(hash: string): void {
    this.#takeCode.run(hash)
  }

  deleteCodes(name: string, now: UnixTime): number {
    this.#sweepCodes.run(now)
    return Number(this.#deleteCodes.run(foldName(name)).changes)
  }

  addSession(hash: string, person: string, device: string, now: UnixTime): void {
    this.#sweepSessions.run(now - SESSION_LIFETIME_MS)
    this.#insertSession.run(hash, person, device, now)
    this.#dropOldSessions.run(person)
  }

  session(hash: string, now: UnixTime): { readonly person: Person; readonly session: Session } | undefined {
    const row = this.#session.get(hash, now - SESSION_LIFETIME_MS)
    return row && { person: toPerson({ ...row, id: row.person ?? null }), session: toSession({ ...row, hash }) }
  }

  touch(hash: string, now: UnixTime): void {
    this.#touch.run(now, hash)
  }

  deleteSession(hash: string): boolean {
    return Number(this.#deleteSession.run(hash).changes) > 0
  }

  /** Ends the person's sessions and codes, and with `isRemoved` removes the person. @returns false if there is no such person */
  deleteSessionsOf(person: string, { isRemoved }: { readonly isRemoved: boolean }): boolean {
    const row = isRemoved ? this.#deletePerson.get(person) : this.#person.get(person)
    if (row === undefined) return false
    this.#deleteCodes.run(row.folded ?? null)
    this.#deleteSessions.run(person)
    return true
  }
}

function toPerson({ id, name, role }: Row): Person {
  return { id: String(id), name: String(name), role: role as Role }
}

function toSession({ hash, device, seen_at: seen }: Row): Session {
  return { id: String(hash), device: String(device), lastSeen: Number(seen) }
}
