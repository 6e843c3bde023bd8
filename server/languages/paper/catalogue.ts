import type { PluralForms } from '../../common/plural.ts'
import type { TitleAndText } from '../admin/catalogue.ts'

/** The texts of what an owner prints: the book and cards for the tables. Titles and texts also stand on the page for the occasion. */
export interface PaperText {
  /** The file with the QR code. */
  readonly code: TitleAndText & {
    /** For screen readers. */
    readonly label: string
  }
  readonly print: string
  readonly show: string
  readonly book: TitleAndText & {
    readonly how: string
    /** The first day of a span is after its last. */
    readonly backwards: string
    readonly incomplete: string
    readonly none: string
    readonly entries: PluralForms
  }
  readonly cards: TitleAndText & {
    readonly how: string
    /** There is no public address, so the cards have that of the request. */
    readonly unreachable: (address: string) => string
    readonly languages: string
    readonly tooMany: string
    readonly paper: string
    /** The letter format is quartered. */
    readonly papers: { readonly a4: string; readonly letter: string }
    readonly below: string
    readonly texts: { readonly intro: string; readonly line: string }
    /** On the card. */
    readonly line: string
  }
}
