/** The texts of the script of a tablet, sent with the page as JSON. */
export interface KioskScriptText {
  /** How many entries the book has not confirmed yet, as `{number}`. */
  readonly kept: string
  readonly sending: string
  /** What is wrong with a message; `{length}` and `{limit}` are in characters. */
  readonly empty: string
  readonly tooLong: string
}
