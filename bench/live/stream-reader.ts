import { connect, type Socket } from 'node:net'

export interface StreamOptions {
  readonly port: number
  readonly path: string
  /** Where it connects from; each address has as many ports as the system gives out. */
  readonly localAddress: string | undefined
  /** Called once what was expected has come. */
  readonly onSeen: () => void
  /** Called where the server ends the stream. */
  readonly onLost: () => void
}

/** One buffer for all streams: what comes is looked at when it comes, and nothing of it is kept. */
const CHUNK = Buffer.alloc(64 * 1024)

/** One open event stream, as lean as can be, since thousands of them are read by one process. */
export class StreamReader {
  readonly #socket: Socket
  readonly #onSeen: () => void
  #marker: Buffer | undefined
  /** The end of what came last, in which a marker may begin. */
  #tail: Buffer = Buffer.alloc(0)

  /** Resolves once the server has answered with 200. */
  static open({ port, path, localAddress, onSeen, onLost }: StreamOptions): Promise<StreamReader> {
    return new Promise((resolve, reject) => {
      let isOpen = false
      const socket = connect({
        host: '127.0.0.1',
        port,
        ...(localAddress === undefined ? {} : { localAddress }),
        onread: {
          buffer: CHUNK,
          callback(size, buffer) {
            const chunk = (buffer as Buffer).subarray(0, size)
            if (isOpen) reader.#look(chunk)
            else if (chunk.includes('HTTP/1.1 200')) {
              isOpen = true
              resolve(reader)
            } else reject(new Error(`expected 200 for ${path}, got "${chunk.toString('latin1').split('\r\n', 1)[0]}"`))
            return true
          },
        },
      })
      const reader = new StreamReader(socket, onSeen)
      socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`))
      socket.once('error', (error) => (isOpen ? onLost() : reject(error)))
      socket.once('end', () => (isOpen ? onLost() : reject(new Error(`expected a stream from ${path}, but it ended`))))
    })
  }

  private constructor(socket: Socket, onSeen: () => void) {
    this.#socket = socket
    this.#onSeen = onSeen
  }

  /** Waits for a text in what comes from now on. */
  expect(marker: Buffer): void {
    this.#marker = marker
    this.#tail = Buffer.alloc(0)
  }

  /** Ends it at once: a reset leaves no port behind that has to rest. */
  close(): void {
    this.#socket.removeAllListeners()
    this.#socket.on('error', () => {})
    this.#socket.resetAndDestroy()
  }

  #look(chunk: Buffer): void {
    const marker = this.#marker
    if (!marker) return
    if (chunk.includes(marker) || (this.#tail.length > 0 && Buffer.concat([this.#tail, chunk]).includes(marker))) {
      this.#marker = undefined
      this.#onSeen()
    } else {
      this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-marker.length)
    }
  }
}
