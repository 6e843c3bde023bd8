import { Redis } from 'ioredis'
import { eventually } from '../eventually.ts'
import type { Server } from './provider.ts'

/** One server of a topology. Its address stays the same after a restart. */
export class RedisNode implements AsyncDisposable {
  readonly name: string
  readonly host = '127.0.0.1'
  readonly port: number
  /** With the password, if there is one. */
  readonly url: string
  /** The address for other servers of the topology. */
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
    // The default waits as long as a loading server estimates, up to 10 s.
    this.#client ??= new Redis(this.url, { retryStrategy: () => 50, maxLoadingRetryTime: 50 }).on('error', () => {})
    return this.#client
  }

  /** Starts it, with its old data if there is any, and resolves when it answers. */
  async start(): Promise<void> {
    await this.#server.start()
    try {
      await eventually(`${this.name} to answer on port ${this.port}`, () => this.client().ping())
    } catch (error) {
      throw new Error(`${(error as Error).message}; its log:\n${await this.#server.log()}`, { cause: error })
    }
  }

  /** Ends it normally; it writes its data first. */
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
