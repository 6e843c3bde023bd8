import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A connection between browser and server that a test can disturb. Ended by `await using`. */
export class Line implements AsyncDisposable {
  /** While true, the server gets all data, but its answers are dropped. */
  swallowsAnswers = false
  /** How many bytes were dropped. */
  swallowed = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(port: number) {
    this.#server = createServer((near) => {
      const far = connect(port, '127.0.0.1')
      this.#keep(near, far)
      this.#keep(far, near)
      near.on('data', (bytes) => far.write(bytes))
      far.on('data', (bytes) => {
        if (this.swallowsAnswers) this.swallowed += bytes.length
        else near.write(bytes)
      })
    })
  }

  /** Opens a line to a port of this machine. */
  static async open(port: number): Promise<Line> {
    const line = new Line(port)
    line.#server.listen(0, '127.0.0.1')
    await once(line.#server, 'listening')
    return line
  }

  /** The near end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Ends all connections. New ones can be made at once. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.cut()
  }

  #keep(socket: Socket, other: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#sockets.delete(socket)
      other.destroy()
    })
  }
}
