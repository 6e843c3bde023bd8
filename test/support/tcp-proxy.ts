import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { PassThrough, Transform } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

export interface TcpProxyOptions {
  /** The delay in each direction, in milliseconds. */
  readonly delay?: number
  /** Handles each piece that the server sends. */
  readonly rewrite?: (bytes: Buffer) => Buffer
}

/** An address that forwards to a server of this machine, which can be changed. Ended by `await using`. */
export class TcpProxy implements AsyncDisposable {
  readonly host = '127.0.0.1'
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #options: TcpProxyOptions
  #target: Target
  /** How many connections could not be forwarded so far. */
  turnedAway = 0

  static async start(target: Target, options: TcpProxyOptions = {}): Promise<TcpProxy> {
    const proxy = new TcpProxy(target, options)
    proxy.#server.listen(0, proxy.host)
    await once(proxy.#server, 'listening')
    return proxy
  }

  private constructor(target: Target, options: TcpProxyOptions) {
    this.#target = target
    this.#options = options
    this.#server = createServer((client) => this.#forward(client))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** For the settings of a front end. */
  get url(): string {
    return `redis://${this.host}:${this.port}`
  }

  /** Forwards new connections elsewhere. Open ones stay. */
  moveTo(target: Target): void {
    this.#target = target
  }

  /** Ends all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut()
    await closed
  }

  #forward(client: Socket): void {
    if (typeof this.#target === 'string') {
      this.turnedAway += 1
      if (this.#target === 'refused') client.resetAndDestroy()
      else this.#keep(client)
      return
    }
    const { delay, rewrite } = this.#options
    const server = connect({ host: this.host, port: this.#target, noDelay: true })
    client.setNoDelay(true)
    this.#keep(client)
    this.#keep(server)
    client.once('close', () => server.destroy())
    server.once('close', () => client.destroy())
    client.pipe(late(delay)).pipe(server)
    server.pipe(rewritten(rewrite)).pipe(late(delay)).pipe(client)
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => this.#sockets.delete(socket))
  }
}

/** A port of this machine, or what becomes of connections. */
type Target = number | 'refused' | 'silent'

/** Passes each piece on after a while, in order; pieces do not wait for each other. */
function late(delay: number | undefined): Transform {
  if (!delay) return new PassThrough()
  let last: Promise<void> = Promise.resolve()
  const stream: Transform = new Transform({
    transform(piece, _encoding, done) {
      const arrival = pause(delay)
      last = last.then(() => arrival).then(() => void stream.push(piece))
      done()
    },
    flush(done) {
      void last.then(() => done())
    },
  })
  return stream
}

function rewritten(rewrite: TcpProxyOptions['rewrite']): Transform {
  if (!rewrite) return new PassThrough()
  return new Transform({
    transform(piece, _encoding, done) {
      done(null, rewrite(piece))
    },
  })
}
