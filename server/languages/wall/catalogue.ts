/** The texts of the wall, which shows one entry at a time, large. */
export interface WallText {
  /** On the owner's page: what the wall is for. */
  readonly offer: { readonly title: string; readonly text: string }
  /** Beside the code and the address. */
  readonly sign: string
  /** Names the code for screen readers. */
  readonly code: string
  /** How many entries there are, and how long ago the last one was written, such as "a minute ago". */
  readonly lastOne: `${string}{entries}${string}{time}${string}`
  readonly paused: string
  /** What the keys do; `space` names that key. */
  readonly keys: {
    readonly space: string
    readonly pause: string
    readonly turn: string
    readonly help: string
  }
  /** The browser cannot keep the screen awake. */
  readonly sleep: string
}
