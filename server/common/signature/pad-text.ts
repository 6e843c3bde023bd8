/** The words of the pad on which a visitor signs by hand, sent with the page as JSON. */
export interface PadText {
  /** The button that opens the pad. */
  readonly draw: string
  readonly pad: string
  /** Takes the last line away. */
  readonly undo: string
  /** Takes all lines away. */
  readonly clear: string
  /** Closes the pad: the entry gets no signature. */
  readonly leaveOut: string
  /** On a tablet: closes the pad and keeps what was drawn. */
  readonly done?: string
}
