/** Something a person can put right; the message says what, in plain words, and is all they are shown. */
export class Problem extends Error {
  /** @override */
  name = 'Problem'
}
