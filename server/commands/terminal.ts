import type { Writable } from 'node:stream'

/** Writes lines to a terminal. Visitors' texts are shown, but never obeyed. */
export interface Terminal {
  /** Why the output is not complete. A disk that is full is noticed after the call. */
  readonly failure: Error | undefined
  say(text: string): void
  complain(text: string): void
}

export function createTerminal({ stdout, stderr }: Readonly<Record<'stdout' | 'stderr', Writable>>): Terminal {
  let failure: Error | undefined
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // "npm run entries -- list | head" closes the pipe early. Nobody reads the rest.
    if (error.code !== 'EPIPE') failure ??= error
  })
  return {
    get failure() {
      return failure
    },
    say: (text) => void stdout.write(`${withoutControls(text)}\n`),
    complain: (text) => void stderr.write(`${withoutControls(text)}\n`),
  }
}

/** Shows characters that steer a terminal or turn the writing direction as \u{…}. Line feeds stay. */
function withoutControls(text: string): string {
  return text.toWellFormed().replace(STEERING, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

const STEERING = /[^\P{Cc}\n]|[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu
