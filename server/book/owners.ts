import { DAY_MS, type UnixTime } from '../common/unix-time.ts'

/** An owner may do everything; a moderator decides about entries. */
export const ROLES = ['owner', 'moderator'] as const

export type Role = (typeof ROLES)[number]

/**
 * The people who keep a book, and the devices on which they are signed in. Everything is read from the master, so that what is revoked on
 * one front end is revoked on all of them at the next request. While it does not answer, a replica in step says who
 * may read. All stores pass the same tests (`test/book/contract/owners.ts`).
 * Every method throws {@link NotWritten} or {@link MaybeWritten} if the master cannot do it, and those that only read {@link Unreadable}.
 */
export interface Owners {
  /** Makes a code that signs in one device within {@link CODE_LIFETIME_MS}. Throws {@link NameTaken} if the name has another role. */
  invite(invitation: Invitation): Promise<string>

  /** Whether a code would be accepted now. Changes nothing. */
  accepts(code: string): Promise<boolean>

  /** Uses up a code and signs in a device. Of several calls with one code, one succeeds. */
  enter(code: string, device: string): Promise<Entrance>

  /** Whose token it is; undefined if its session has ended. Extends the session, unless it is only the last known. */
  find(token: string): Promise<SignedIn | undefined>

  /** Everybody who has signed in and was not removed, in the order of their first sign-in. */
  people(): Promise<readonly PersonWithSessions[]>

  /** Signs out one device. @returns false if there is no such session */
  endSession(id: string): Promise<boolean>

  /** Signs out all devices of a person and makes their unused codes worthless. @returns false if there is no such person */
  endSessionsOf(person: string): Promise<boolean>

  /** Removes a person with their sessions and codes. @returns false if there is no such person */
  remove(person: string): Promise<boolean>

  /** Makes the unused codes for a name worthless. @returns how many there were */
  withdraw(name: string): Promise<number>
}

export interface Invitation {
  readonly name: string
  readonly role: Role
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
}

export interface PersonWithSessions extends Person {
  /** The one seen last comes first. */
  readonly sessions: readonly Session[]
}

export interface Session {
  /** The hash of its token: it names the session, but does not open it. */
  readonly id: string
  /** What the browser is, roughly; may be empty. */
  readonly device: string
  /** Exact to {@link SEEN_INTERVAL_MS}. */
  readonly lastSeen: UnixTime
}

export interface SignedIn {
  readonly person: Person
  readonly session: Session
  /** A replica says so while the master does not answer: good for reading only. */
  readonly isLastKnown?: true
}

export type Entrance =
  | { readonly kind: 'entered'; readonly token: string; readonly person: Person }
  /** The code is wrong, used or expired. `isOneTooMany`: there were more than {@link MOST_FAILURES} such codes in this minute. */
  | { readonly kind: 'refused'; readonly isOneTooMany: boolean }

export class NameTaken extends Error {
  override readonly name = 'NameTaken'
  readonly role: Role
  constructor({ name }: Invitation, role: Role) {
    super(`${JSON.stringify(name)} is already the name of ${role === 'owner' ? 'an owner' : 'a moderator'}`)
    this.role = role
  }
}

export const CODE_LIFETIME_MS = 15 * 60 * 1000

/** From the last request. */
export const SESSION_LIFETIME_MS = 30 * DAY_MS

/** How often a session's last request is noted. */
export const SEEN_INTERVAL_MS = 60 * 1000

/** Unused codes of a book. A newer one replaces the oldest. */
export const MOST_CODES = 50

/** Devices of one person. A new one replaces the one seen least recently. */
export const MOST_SESSIONS = 20

/** Wrong codes per minute, over all front ends, after which more are reported. A good code is always accepted. */
export const MOST_FAILURES = 100

/** Names are the same if they fold to the same text, whatever their case (Turkish too: "Işıl", "IŞIL") and width. */
export function foldName(name: string): string {
  // Upper case first: only that makes "ı" and "i", and "ß" and "ss", the same. "İ" leaves a dot behind.
  return name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').normalize('NFKC')
}
