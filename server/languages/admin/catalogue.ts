import type { Role } from '../../book/owners.ts'
import type { EntriesText } from './entries/text.ts'
import type { PictureText } from './picture/catalogue.ts'
import type { SettingsText } from './settings/catalogue.ts'

/** All texts of the owner's pages in one language. A missing key does not compile. */
export interface AdminCatalogue {
  readonly roles: Readonly<Record<Role, string>>
  readonly navigation: NavigationText
  readonly signedInAs: (name: string) => string
  readonly leave: string
  /** Said after signing in, if the connection is not encrypted. */
  readonly notEncrypted: string
  /** While the master does not answer, on pages that a replica has. */
  readonly lastKnown: string
  /** Said right after signing in. */
  readonly hello: (name: string) => string
  readonly entries: EntriesText
  readonly enter: EnterText
  readonly people: PeopleText
  /** An owner signs the book as such. */
  readonly sign: {
    readonly title: string
    readonly text: (name: string) => string
    readonly message: string
    readonly button: string
    readonly done: string
  }
  readonly settings: SettingsText
  readonly picture: PictureText
  readonly occasion: TitleAndText
  readonly problems: Readonly<Record<AdminProblemKind, TitleAndText>>
  /** Leads to the owner's start page. */
  readonly back: string
}

/** Why something was refused or could not be done. */
export type AdminProblemKind =
  | 'signed-out'
  | 'owners-only'
  | 'cross-site'
  /** The form belongs to another session. */
  | 'stale'
  | 'unreachable'
  /** It was not done. */
  | 'not-written'
  /** It may have been done. */
  | 'uncertain'

export interface TitleAndText {
  readonly title: string
  readonly text: string
}

export interface NavigationText {
  /** Names the navigation for screen readers. */
  readonly label: string
  /** The entries that wait. */
  readonly start: string
  readonly entries: string
  readonly log: string
  readonly people: string
  readonly sign: string
  readonly settings: string
  /** What helps when people come together. */
  readonly occasion: string
  /** Leads to the public page. */
  readonly book: string
}

interface EnterText {
  /** For a link that works. */
  readonly link: TitleAndText
  readonly button: string
  /** For somebody without a link. */
  readonly how: TitleAndText
  /** Stands before the command. */
  readonly command: string
  readonly alreadyIn: string
  readonly left: string
  /** For a link that is used up, expired or wrong. */
  readonly refused: TitleAndText
  readonly tooMany: TitleAndText
}

interface PeopleText {
  readonly title: string
  readonly text: string
  readonly you: string
  readonly thisDevice: string
  readonly unknownDevice: string
  readonly lastSeen: (time: string) => string
  readonly noDevices: string
  readonly endSession: string
  readonly endAll: string
  readonly remove: string
  readonly anotherDevice: string
  readonly invite: InviteText
  readonly link: { readonly title: (name: string) => string; readonly text: string; readonly code: string }
  readonly done: Readonly<Record<PeopleAction, string>>
}

/** What was done on the page of people. */
export type PeopleAction = 'ended' | 'signed-out' | 'removed' | 'gone'

export interface InviteText {
  readonly title: string
  readonly name: string
  readonly role: string
  readonly button: string
  readonly empty: string
  readonly unusable: string
  readonly taken: string
}
