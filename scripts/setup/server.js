import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { exitCode } from './run.js'

/**
 * The server as a child process on this process' terminal.
 * It has a process group of its own, since a terminal sends Ctrl+C to the whole group and npm then sends it once more, while a
 * second signal tells a server to drop everything at once: only what {@link Server.signal} passes on reaches it. It ends with
 * this process even where that is killed.
 */
export class Server {
  #child
  /** Resolves to the exit code. @type {Promise<number>} */
  ended

  /**
   * @param {string} root
   * @param {string} node
   * @param {NodeJS.ProcessEnv} environment
   */
  constructor(root, node, environment) {
    const lifeline = fileURLToPath(new URL('lifeline.js', import.meta.url))
    this.#child = spawn(node, ['--import', lifeline, 'dist/main.js'], {
      cwd: root,
      env: environment,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    this.ended = once(this.#child, 'exit').then(([code, signal]) => exitCode(code, signal))
  }

  /**
   * Says where the guestbook is as soon as it answers.
   * @param {import('./address.js').Address | undefined} address
   * @param {(line: string) => void} say
   */
  async announce(address, say) {
    if (!address) return
    const ended = new AbortController()
    this.ended.finally(() => ended.abort()).catch(() => {})
    // Loaded only now, while the server starts: it must not wait for what only watches it.
    const { isUp } = await import('./answer.js')
    if (await isUp(address, ended.signal)) say(`The guestbook is at http://${address.host}:${address.port}`)
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    this.#child.kill(signal)
  }
}

/**
 * Calls `act` for each of the signals that ask a process to end. What comes within half a second of the last one is the same
 * request, sent by the terminal and again by npm.
 * @param {(signal: NodeJS.Signals) => void} act
 * @returns {() => void} stops it
 */
export function onRequestToEnd(act) {
  let last = Number.NEGATIVE_INFINITY
  const listen = (/** @type {NodeJS.Signals} */ signal) => {
    const now = performance.now()
    if (now - last > 500) act(signal)
    last = now
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, listen)
  return () => {
    for (const signal of signals) process.off(signal, listen)
  }
}
