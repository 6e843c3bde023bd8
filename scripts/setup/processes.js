import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** Preload this into Node programs that must not outlive their parent. They need an IPC channel to it. */
export const LIFELINE = new URL('lifeline.js', import.meta.url).href

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How often to check that npm still runs, in milliseconds. */
const PARENT_INTERVAL = 250

/** Signals within this time are one request, because the terminal and npm both send one. In milliseconds. */
const SAME_REQUEST = 500

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
/** @type {NodeJS.Signals | undefined} */
let ending
/** @type {number | undefined} the exit code of a program with visible output that ended after the signal */
let seenCode

/**
 * Starts a Node program, or npm. It ends when this process ends. It has its own process group, so that it gets each signal once,
 * from this process.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, quiet?: boolean, onMessage?: (message: any) => void }} options `quiet` captures the output
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

/** Passes signals on to all started programs and ends this process after the last of them. Also ends if npm, its parent, is gone. */
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

/** @type {(child: import('node:child_process').ChildProcess, signal: NodeJS.Signals) => void} */
function signalGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // The group has just ended.
  }
}
