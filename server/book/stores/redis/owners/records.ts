import type { UnixTime } from '../../../../common/unix-time.ts'
import { type Person, type PersonWithSessions, type Role, SESSION_LIFETIME_MS, type Session } from '../../../owners.ts'
import type { StoredPerson } from '../../transfer/content.ts'

export type StoredPeople = readonly [generation: string | null, people: readonly string[], sessions: readonly string[]]

interface StoredSession {
  readonly person: string
  readonly device: string
  readonly seen: number
  readonly generation: string
}

export function decodePerson(record: string): Person {
  const { id, name, role } = JSON.parse(record) as StoredPerson
  return { id, name, role: role satisfies Role }
}

export function decodeSession(id: string, record: string): Session {
  const { device, seen } = JSON.parse(record) as StoredSession
  return { id, device, lastSeen: seen }
}

/** Leaves out sessions that have ended by themselves. */
export function listPeople([generation, people, sessions]: StoredPeople, now: UnixTime): PersonWithSessions[] {
  const valid: { readonly owner: string; readonly session: Session }[] = []
  for (let index = 0; index < sessions.length; index += 2) {
    const record = sessions[index + 1] ?? '{}'
    const stored = JSON.parse(record) as StoredSession
    if (stored.generation !== generation || stored.seen + SESSION_LIFETIME_MS <= now) continue
    valid.push({ owner: stored.person, session: decodeSession(sessions[index] ?? '', record) })
  }
  valid.sort((a, b) => b.session.lastSeen - a.session.lastSeen)
  return people
    .map((record) => JSON.parse(record) as StoredPerson)
    .sort((a, b) => a.came - b.came)
    .map(({ id, name, role }) => ({
      id,
      name,
      role,
      sessions: valid.filter(({ owner }) => owner === id).map(({ session }) => session),
    }))
}
