import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { asConfiguration, type SentinelProvider, type Server } from './provider.ts'

/** Servers as processes of this machine's redis-server, on 127.0.0.1 only, with their data in one temporary folder. */
export async function localProvider(): Promise<SentinelProvider> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-redis-'))
  const reaper = new Reaper(folder)
  return {
    server: async (name, settings) => {
      const [own, port] = [join(folder, name), await freePort()]
      await mkdir(own)
      // Not from a file: sentinels would have it rewritten.
      const input = asConfiguration({ ...settings, bind: '127.0.0.1', port: String(port), dir: own })
      return new LocalServer({ folder: own, port, arguments: ['-'], input }, reaper)
    },
    sentinel: async (name, configuration) => {
      const [own, port] = [join(folder, name), await freePort()]
      await mkdir(own)
      // A sentinel writes what it learns into this file.
      const file = join(own, 'sentinel.conf')
      await writeFile(file, [`port ${port}`, 'bind 127.0.0.1', `dir ${own}`, ...configuration, ''].join('\n'))
      return new LocalServer({ folder: own, port, arguments: [file, '--sentinel'] }, reaper)
    },
    [Symbol.asyncDispose]: () => reaper[Symbol.asyncDispose](),
  }
}

/**
 * A process that outlives this one, to kill the servers whose process ids it got and to remove the folder.
 * It is needed because Vitest kills its workers, and a killed process cannot clean up.
 */
class Reaper {
  readonly #shell: ChildProcess

  constructor(folder: string) {
    const script = 'while read -r pid; do pids="$pids $pid"; done; kill -9 $pids 2>/dev/null; rm -rf "$1"'
    this.#shell = spawn('sh', ['-c', script, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  }

  watch({ pid }: ChildProcess): void {
    this.#shell.stdin?.write(`${pid}\n`)
  }

  /** Makes it do its work now. */
  async [Symbol.asyncDispose](): Promise<void> {
    const exit = once(this.#shell, 'exit')
    this.#shell.stdin?.end()
    await exit
  }
}

interface LocalServerOptions {
  readonly folder: string
  readonly port: number
  readonly arguments: readonly string[]
  /** Its standard input, which is its configuration if an argument is "-". */
  readonly input?: string
}

class LocalServer implements Server {
  readonly port: number
  readonly amongServers: { readonly host: string; readonly port: number }
  readonly #arguments: readonly string[]
  readonly #input: string
  readonly #log: string
  readonly #reaper: Reaper
  #process: ChildProcess | undefined

  constructor({ folder, port, arguments: given, input = '' }: LocalServerOptions, reaper: Reaper) {
    this.#reaper = reaper
    this.port = port
    this.amongServers = { host: '127.0.0.1', port }
    this.#arguments = given
    this.#input = input
    this.#log = join(folder, 'log')
  }

  async start(): Promise<void> {
    if (this.#process) throw new Error(`expected redis-server on port ${this.port} not to run, but it does`)
    const log = await open(this.#log, 'a')
    const started = spawn('redis-server', this.#arguments, { stdio: ['pipe', log.fd, log.fd] })
    await once(started, 'spawn').finally(() => log.close())
    started.stdin?.end(this.#input)
    started.once('exit', () => {
      if (this.#process === started) this.#process = undefined
    })
    this.#reaper.watch(started)
    this.#process = started
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  async freeze(): Promise<void> {
    this.#running().kill('SIGSTOP')
  }

  async resume(): Promise<void> {
    this.#running().kill('SIGCONT')
  }

  log(): Promise<string> {
    return readFile(this.#log, 'utf8').catch(() => '(none)')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process) await this.kill()
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const running = this.#running()
    const exit = once(running, 'exit')
    running.kill(signal)
    await exit
  }

  #running(): ChildProcess {
    if (this.#process) return this.#process
    throw new Error(`expected redis-server on port ${this.port} to run, but it does not`)
  }
}
