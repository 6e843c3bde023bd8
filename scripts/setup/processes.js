import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** To be loaded by Node programs that must not outlive the process that starts them, over a channel to it. */
export const LIFELINE = new URL('lifeline.js', import.meta.url).href

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How often to ask whether npm is still there, in milliseconds. */
const PARENT_INTERVAL = 250

/** What follows a signal within this time is the same request: a terminal sends one, and npm another. In milliseconds. */
const SAME_REQUEST = 500

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
/** @type {NodeJS.Signals | undefined} */
let ending
/** @type {number | undefined} the exit code of a program that could be seen, after the process was asked to end */
let seenCode

/**
 * Starts a Node program, or npm. It ends with this process, however that ends. It has a process group of its own: only the signals
 * that this process passes on reach it, and each once.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, quiet?: boolean, onMessage?: (message: any) => void }} options with `quiet` its output is kept, not shown
 * @returns {{ signal: (signal: NodeJS.Signals) => void, ended: Promise<{ code: number, output: string }> }} code 127: it could not be run
 */
export function start(program, args, { quiet = false, onMessage = () => {}, ...options }) {
  const output = quiet ? 'pipe' : 'inherit'
  const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', output, output, 'ipc'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  child.on('message', onMessage)
  running.add(child)
  return {
    signal: (signal) => signalGroup(child, signal),
    ended: new Promise((resolve) => {
      const settle = (/** @type {number} */ code, message = '') => {
        running.delete(child)
        if (ending === undefined) return resolve({ code, output: said + message })
        if (!quiet) seenCode = code
        endIfAlone()
      }
      child.once('error', ({ message }) => settle(127, `${message}\n`))
      child.once('close', (code, signal) => settle(signal ? 128 + constants.signals[signal] : (code ?? 1)))
    }),
  }
}

/**
 * From now on a signal that asks this process to end goes to everything it has started, and this process ends after the last of
 * them. It also ends if npm is gone, which ran it.
 */
export function endTogether() {
  let last = Number.NEGATIVE_INFINITY
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    const isRepeated = performance.now() - last < SAME_REQUEST
    last = performance.now()
    if (isRepeated) return
    ending = signal
    for (const child of running) signalGroup(child, signal)
    endIfAlone()
  }
  for (const signal of SIGNALS) process.on(signal, end)
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && ending === undefined && end('SIGTERM'), PARENT_INTERVAL).unref()
}

function endIfAlone() {
  if (ending !== undefined && running.size === 0) process.exit(seenCode ?? 128 + constants.signals[ending])
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // It has just ended.
  }
}
