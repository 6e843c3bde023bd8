import { Redis } from 'ioredis'
import { eventually } from '../eventually.ts'
import type { Server } from './provider.ts'

/** One server of a topology, as a test sees it. Its address stays the same however often it is started. */
export class RedisNode implements AsyncDisposable {
  readonly name: string
  readonly host = '127.0.0.1'
  readonly port: number
  /** With the password where there is one. */
  readonly url: string
  /** Where the other servers of the topology reach it. */
  readonly amongServers: { readonly host: string; readonly port: number }
  readonly #server: Server
  #client: Redis | undefined

  constructor(name: string, server: Server, password?: string) {
    this.name = name
    this.port = server.port
    this.amongServers = server.amongServers
    this.url = `redis://${password ? `:${encodeURIComponent(password)}@` : ''}${this.host}:${this.port}`
    this.#server = server
  }

  /** A connection for the test's own questions, always the same one; it comes back after the server does and ends with it. */
  client(): Redis {
    // A server that is reading its data guesses how long that will take, as much as 10 s at the default.
    this.#client ??= new Redis(this.url, { retryStrategy: () => 50, maxLoadingRetryTime: 50 }).on('error', () => {})
    return this.#client
  }

  /** Starts it, for the first time or again with the data it left, and resolves once it answers. */
  async start(): Promise<void> {
    await this.#server.start()
    try {
      await eventually(`${this.name} to answer on port ${this.port}`, () => this.client().ping())
    } catch (error) {
      throw new Error(`${(error as Error).message}; its log:\n${await this.#server.log()}`, { cause: error })
    }
  }

  /** Ends it in good order; it writes what it has to write. */
  stop(): Promise<void> {
    return this.#server.stop()
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.#server.kill()
  }

  /** Halts it: connections stay open and nothing is answered until {@link resume}. */
  freeze(): Promise<void> {
    return this.#server.freeze()
  }

  resume(): Promise<void> {
    return this.#server.resume()
  }

  /** One section of INFO as fields (https://redis.io/docs/latest/commands/info/). */
  async info(section: string): Promise<Record<string, string>> {
    const text = await this.client().info(section)
    return Object.fromEntries([...text.matchAll(/^(\w[^:\r\n]*):([^\r\n]*)/gm)].map(([, name, value]) => [name, value]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client?.disconnect()
    await this.#server[Symbol.asyncDispose]()
  }
}
