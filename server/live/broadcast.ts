import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** How much may wait in a stream whose reader does not read, in bytes. A reader who was let go connects again and resumes. */
export const BACKLOG_LIMIT = 256 * 1024

/** How many readers are written to before whoever else waits is served: some milliseconds' work. */
const SLICE = 200

/**
 * Sends each text to all readers there are when it comes, in order, and the same bytes to all. Ten thousand readers take a quarter of a
 * second: meanwhile pages are read and entries posted, and what comes is sent in one piece after it.
 */
export class Broadcast {
  /** How many texts there had been when each of them came. */
  readonly #readers = new Map<ServerResponse, number>()
  /** What is yet to be sent. */
  #waiting: string[] = []
  /** How many texts are being sent or have been. */
  #taken = 0
  #isSending = false

  get count(): number {
    return this.#readers.size
  }

  has(reader: ServerResponse): boolean {
    return this.#readers.has(reader)
  }

  /** Adds a reader of what comes from now on, who is forgotten when the stream ends. */
  add(reader: ServerResponse): void {
    this.#readers.set(reader, this.#taken + this.#waiting.length)
    reader.once('close', () => this.#readers.delete(reader))
    // That a reader has gone is no error.
    reader.on('error', () => this.#readers.delete(reader))
  }

  send(text: string): void {
    this.#waiting.push(text)
    if (!this.#isSending) void this.#sendAll()
  }

  /** Ends all streams, with what was sent. */
  end(): void {
    for (const reader of this.#readers.keys()) reader.end()
    this.#readers.clear()
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    while (this.#waiting.length > 0) await this.#sendRound(this.#take())
    this.#isSending = false
  }

  /** What is to be sent next: as much of what waits as no reader has to be let go for. */
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
      // Who came while others were written to has had some of it, or all, with their first answer.
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
