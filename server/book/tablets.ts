import type { UnixTime } from '../common/unix-time.ts'
import type { Entrance, Owners, Session } from './owners.ts'

/**
 * The tablets on which strangers sign. Their keys are kept like those of the people who keep the book, but apart from them, so that a
 * tablet's token opens nothing else. Throws what {@link Owners} throws.
 */
export interface Tablets {
  /** Makes a key that opens the book on one tablet within `CODE_LIFETIME_MS`. The same name may be used again. */
  invite(name: string): Promise<string>

  accepts(key: string): Promise<boolean>

  /** Uses up a key. `device` is what the tablet is, roughly. */
  enter(key: string, device: string): Promise<TabletEntrance>

  /** The tablet with this token; undefined if it was closed. Extends its session. */
  find(token: string): Promise<Tablet | undefined>

  /** All open tablets, in the order of their names' first use. */
  list(): Promise<readonly Tablet[]>

  /** Closes a tablet. @returns false if there is none with this id */
  close(id: string): Promise<boolean>
}

export interface Tablet {
  /** Names the tablet, but does not open it. */
  readonly id: string
  readonly name: string
  readonly device: string
  readonly lastSeen: UnixTime
}

type TabletEntrance = { readonly kind: 'entered'; readonly token: string } | Extract<Entrance, { kind: 'refused' }>

/** A ring has roles, which say nothing about a tablet. */
const ROLE = 'moderator'

/** Keeps tablets in a key ring of their own. */
export function createTablets(ring: Owners): Tablets {
  return {
    invite: (name) => ring.invite({ name, role: ROLE }),
    accepts: (key) => ring.accepts(key),
    async enter(key, device) {
      const entrance = await ring.enter(key, device)
      return entrance.kind === 'entered' ? { kind: 'entered', token: entrance.token } : entrance
    },
    async find(token) {
      const found = await ring.find(token)
      return found && tabletOf(found.person.name, found.session)
    },
    async list() {
      const people = await ring.people()
      return people.flatMap(({ name, sessions }) => sessions.map((session) => tabletOf(name, session)))
    },
    close: (id) => ring.endSession(id),
  }
}

function tabletOf(name: string, { id, device, lastSeen }: Session): Tablet {
  return { id, name, device, lastSeen }
}
