import type { PadText } from '../../common/signature/pad-text.ts'

/** What the fields that few entries have say in one language. Numbers are already formatted. */
export interface FieldsText {
  /** The label of an answer to the owner's question if it is not asked any more. */
  readonly extra: string
  readonly signature: PadText
  /** Beside the drawing of an entry that is changed. It is kept if this stays ticked. */
  readonly signedByHand: string
  readonly problems: {
    readonly extraTooLong: (length: string, limit: string) => string
    /** For texts so long that they were not counted. */
    readonly extraFarTooLong: (limit: string) => string
    /** The owner asks no question of their own. */
    readonly extraNotAsked: string
    /** In bytes. */
    readonly signatureTooLarge: (limit: string) => string
    readonly signatureUnreadable: string
    /** The owner does not offer to sign by hand. */
    readonly signatureNotOffered: string
  }
}
