import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The checkout. All programs work in this folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** An error that the user can fix. Only its message is shown. */
export class Problem extends Error {}

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
let isEnding = false

/**
 * Starts a Node program, or npm. It ends when this process ends. It has its own process group, so that it gets each signal once,
 * from this process.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, input?: 'ignore' | 'inherit', onMessage?: (message: any) => void }} options `quiet` captures the output
 * @returns {{ signal: (signal: NodeJS.Signals) => void, ended: Promise<{ code: number, output: string }> }} code below 0: it could
 *   not be run. If this process was told to end, `ended` stays pending.
 */
export function start(program, args, { quiet = false, input = 'ignore', onMessage = () => {}, ...options } = {}) {
  const visible = quiet ? 'pipe' : 'inherit'
  const own = { cwd: ROOT, detached: true, ...options }
  const child = spawn(program, args, { ...own, stdio: [input, visible, visible, 'ipc'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  child.on('message', onMessage).on('error', ({ message }) => (output += `${message}\n`))
  running.add(child)
  return {
    signal: (signal) => signalGroup(child, signal),
    ended: new Promise((resolve) => {
      child.once('close', (number, signal) => {
        const code = signal ? 128 + constants.signals[signal] : (number ?? 1)
        running.delete(child)
        if (!isEnding) return resolve({ code, output })
        if (!quiet) process.exitCode = code
        endIfAlone()
      })
    }),
  }
}

/**
 * Passes signals on to all started programs and ends this process after the last of them, with the exit code of the one that could
 * be seen, if any. Also ends if npm, its parent, is gone.
 */
export function endTogether() {
  let last = Number.NEGATIVE_INFINITY
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    if (performance.now() - last < SAME_REQUEST) return
    last = performance.now()
    if (!isEnding) process.exitCode = 128 + constants.signals[signal]
    isEnding = true
    for (const child of running) signalGroup(child, signal)
    endIfAlone()
  }
  for (const signal of SIGNALS) process.on(signal, end)
  const { npm_lifecycle_event: script, NPM_PID: npm } = process.env
  delete process.env.NPM_PID
  if (!script) return
  // npm may have been killed before this process began.
  const parent = Number(npm) || process.ppid
  setInterval(() => process.ppid !== parent && !isEnding && end('SIGTERM'), PARENT_INTERVAL).unref()
}

function endIfAlone() {
  if (isEnding && running.size === 0) process.exit()
}

/** @type {(child: import('node:child_process').ChildProcess, signal: NodeJS.Signals) => void} */
function signalGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // The group has just ended.
  }
}
