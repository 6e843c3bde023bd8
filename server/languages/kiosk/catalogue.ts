/** The texts of a tablet on which strangers sign, and of the owner's page about such tablets. */
export interface KioskText {
  /** On the owner's page of what helps on the occasion; the title is also that of the page about tablets. */
  readonly offer: TitleAndText
  /** At rest. */
  readonly write: string
  /** Gives up what was begun. */
  readonly leave: string
  /** After a while without a touch. */
  readonly stillThere: TitleAndText
  readonly goOn: string
  readonly thanks: string
  readonly published: string
  /** The owner reads the entry first. */
  readonly waiting: string
  /** The book has not confirmed the entry yet. */
  readonly unsent: TitleAndText
  /** At rest: how many entries are not confirmed. */
  readonly kept: `${string}{number}${string}`
  /** Where no script counts how long nothing was touched. */
  readonly clearsItself: string
  /** The page of a link that opens a tablet. */
  readonly enter: TitleAndText & {
    readonly button: string
    readonly refused: TitleAndText
    readonly tooMany: TitleAndText
  }
  readonly notOpen: TitleAndText
  readonly unreachable: TitleAndText
  /** The owner's page. */
  readonly tablets: {
    readonly text: string
    readonly title: string
    readonly none: string
    /** The button, and what is said after it. */
    readonly close: string
    readonly closed: string
    readonly gone: string
    /** The field for the tablet's name, and what is said if it is empty. */
    readonly name: string
    readonly empty: string
    readonly button: string
    readonly link: { readonly title: (name: string) => string; readonly text: string }
  }
}

export interface TitleAndText {
  readonly title: string
  readonly text: string
}
