import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers'
import { freePort } from '../free-port.ts'
import { asArguments, type Provider, type Server, type Settings } from './provider.ts'

/** Another version or Valkey, such as redis:7 or valkey/valkey:8. */
const IMAGE = process.env.GUESTBOOK_TEST_REDIS_IMAGE || 'redis:8'
const PORT = 6379

/**
 * Servers as containers of redis:8, or of the image in GUESTBOOK_TEST_REDIS_IMAGE. They are in a network of their own, which publishes ports on 127.0.0.1 only, and reach each
 * other by their names. Network and containers carry a label by which `npm test` removes what an aborted run has left.
 */
export async function dockerProvider(): Promise<Provider> {
  const { network: networks } = await getContainerRuntimeClient()
  const name = `guestbook-test-${randomUUID()}`
  const network = await networks.create({
    Name: name,
    Labels: labels(),
    Options: { 'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1' },
  })
  return {
    server: async (node, settings) => new DockerServer(`${name}-${node}`, name, await freePort(), settings),
    [Symbol.asyncDispose]: () => networks.remove(network),
  }
}

class DockerServer implements Server {
  readonly port: number
  readonly amongServers: { readonly host: string; readonly port: number }
  readonly #container: GenericContainer
  #started: StartedTestContainer | undefined

  constructor(name: string, network: string, port: number, settings: Settings) {
    this.port = port
    this.amongServers = { host: name, port: PORT }
    // The port is fixed from outside, too: one that Docker chooses would change with every start.
    this.#container = new GenericContainer(IMAGE)
      .withName(name)
      .withLabels(labels())
      .withNetworkMode(network)
      .withExposedPorts({ container: PORT, host: port })
      .withCommand(asArguments(settings))
      .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
  }

  async start(): Promise<void> {
    if (this.#started) return (await this.#handle()).start()
    this.#started = await this.#container.start()
  }

  async stop(): Promise<void> {
    await (await this.#handle()).stop()
  }

  async kill(): Promise<void> {
    const container = await this.#handle()
    await container.kill({ signal: 'SIGKILL' })
    await container.wait()
  }

  async freeze(): Promise<void> {
    await (await this.#handle()).pause()
  }

  async resume(): Promise<void> {
    await (await this.#handle()).unpause()
  }

  async log(): Promise<string> {
    return this.#started ? text(await this.#started.logs()) : '(none)'
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#started) await (await this.#handle()).remove({ force: true, v: true })
  }

  async #handle() {
    if (!this.#started)
      throw new Error(`expected the container on port ${this.port} to have been started, but it was not`)
    return (await getContainerRuntimeClient()).container.getById(this.#started.getId())
  }
}

function labels(): Record<string, string> {
  return { 'guestbook.test-run': process.env.GUESTBOOK_TEST_RUN ?? 'by-hand' }
}
