import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** In bytes. A reader who leaves more unread is disconnected, and resumes when it reconnects. */
export const BACKLOG_LIMIT = 256 * 1024

/** How many readers are written to before other work gets its turn, in a few milliseconds. */
const SLICE = 200

/** Sends the same bytes to all readers, in order. Splits long rounds, so that pages are still served. */
export class Broadcast {
  /** Each with the number of texts sent before it came. */
  readonly #readers = new Map<ServerResponse, number>()
  #waiting: string[] = []
  #taken = 0
  #isSending = false

  get count(): number {
    return this.#readers.size
  }

  has(reader: ServerResponse): boolean {
    return this.#readers.has(reader)
  }

  /** Adds a reader, who gets all later texts until its stream closes. */
  add(reader: ServerResponse): void {
    this.#readers.set(reader, this.#taken + this.#waiting.length)
    reader.once('close', () => this.#readers.delete(reader))
    reader.on('error', () => this.#readers.delete(reader))
  }

  send(text: string): void {
    this.#waiting.push(text)
    if (!this.#isSending) void this.#sendAll()
  }

  end(): void {
    for (const reader of this.#readers.keys()) reader.end()
    this.#readers.clear()
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    while (this.#waiting.length > 0) await this.#sendRound(this.#take())
    this.#isSending = false
  }

  /** Takes as much as can be sent without exceeding any reader's backlog limit. */
  #take(): string[] {
    let length = 0
    const end = this.#waiting.findIndex((text, index) => {
      length += text.length
      return index > 0 && length > BACKLOG_LIMIT / 4
    })
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end)
  }

  async #sendRound(texts: readonly string[]): Promise<void> {
    const before = this.#taken
    this.#taken += texts.length
    const all = Buffer.from(texts.join(''))
    let written = 0
    for (const [reader, since] of this.#readers) {
      // A reader who came during an earlier round got these texts, or some, with its first answer.
      if (since >= this.#taken) continue
      this.#write(reader, since <= before ? all : Buffer.from(texts.slice(since - before).join('')))
      written += 1
      if (written % SLICE === 0) await nextTurn()
    }
  }

  #write(reader: ServerResponse, bytes: Buffer): void {
    reader.write(bytes)
    if (reader.writableLength <= BACKLOG_LIMIT) return
    this.#readers.delete(reader)
    reader.destroy()
  }
}
