import type { Operation } from '../../../book/changes.ts'
import type { GateState } from '../../../book/gate.ts'
import type { Reason } from '../../../book/screening.ts'
import type { PluralForms } from '../../../common/plural.ts'

/** What owners do with entries. */
export type ActionName = 'publish' | 'spam' | 'refuse' | 'wait' | 'hide' | 'show' | 'pin' | 'unpin' | 'remove'

/** What cannot be undone. */
export type FinalAction = 'refuse' | 'remove'

/** Which entries are listed. */
export type ListName = 'all' | 'published' | 'top' | 'hidden' | 'waiting' | 'spam'

/** The keys of the owner's pages. */
export type KeyName = 'next' | 'previous' | 'publish' | 'spam' | 'hide' | 'select' | 'undo' | 'help'

/** The texts about entries on the owner's pages in one language. */
export interface EntriesText {
  readonly waiting: {
    readonly title: PluralForms
    /** In the window's title. */
    readonly short: PluralForms
    readonly none: string
    /** Who may sign, and what waits. */
    readonly gate: Readonly<Record<GateState, string>>
    /** A link to where that is set. */
    readonly changeGate: string
    /** Came while the page was open; a link that shows them. */
    readonly more: PluralForms
    readonly next: string
    readonly first: string
  }
  readonly reasons: Readonly<Record<Reason, string>>
  readonly buttons: Readonly<Record<ActionName | 'reply', string>>
  readonly done: Readonly<Record<ActionName | 'reply', PluralForms>>
  readonly undo: string
  /** Decided before, by this or another person. */
  readonly already: PluralForms
  readonly missing: PluralForms
  /** No room, where as many are hidden or wait as may. */
  readonly full: PluralForms
  /** No room, where as many are pinned as may; `names` says which. */
  readonly pinsFull: (names: string) => string
  readonly nothingSelected: string
  readonly nothingUndone: string
  /** Names the checkbox of an entry. */
  readonly select: (about: string) => string
  readonly selectAll: string
  readonly selected: PluralForms
  readonly ask: Readonly<
    Record<FinalAction, { readonly title: PluralForms; readonly text: string; readonly yes: string }>
  >
  readonly keep: string
  readonly list: {
    readonly title: string
    readonly which: string
    readonly lists: Readonly<Record<ListName, string>>
    readonly words: string
    readonly name: string
    readonly from: string
    readonly to: string
    readonly search: string
    readonly none: string
    readonly older: string
    readonly newest: string
    /** The search stopped there for now. */
    readonly searchedTo: (time: string) => string
    readonly further: string
    readonly hidden: string
    readonly pinned: string
    readonly edited: string
    readonly badDate: string
  }
  readonly reply: {
    readonly title: string
    readonly label: string
    readonly save: string
    readonly cancel: string
    readonly how: string
    readonly tooLong: (limit: string) => string
    readonly unusable: string
    readonly none: string
    readonly removed: string
  }
  readonly log: {
    readonly title: string
    readonly how: string
    readonly none: string
    /** The person is the author of the entry. */
    readonly author: string
    readonly operations: Readonly<Record<Operation, string>>
  }
  readonly keys: {
    readonly title: string
    readonly how: string
    readonly on: string
    readonly close: string
    readonly names: Readonly<Record<KeyName, string>>
  }
}
