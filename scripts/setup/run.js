import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program to its end and keeps what it prints. Never throws: a program that cannot be run ends with code 127, as in a shell.
 * A signal that asks this process to end reaches the program first, so that nothing goes on in a checkout that seems to be free.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] after `timeout` milliseconds it is killed
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runQuietly(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      child.kill(signal)
      child.once('close', () => process.kill(process.pid, signal))
    }
    for (const signal of ENDING) process.once(signal, end)
    const settle = (/** @type {{ code: number, output: string }} */ result) => {
      for (const signal of ENDING) process.off(signal, end)
      resolve(result)
    }
    child.once('error', (error) => settle({ code: 127, output: `${output}${error.message}\n` }))
    child.once('close', (code, signal) => settle({ code: exitCode(code, signal), output }))
  })
}

/** @type {readonly NodeJS.Signals[]} */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end, on this process' own terminal, and outlives it: Ctrl+C reaches the program by the terminal, SIGTERM is passed on.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runVisibly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' })
    const passOn = () => child.kill('SIGTERM')
    const wait = () => {}
    process.on('SIGTERM', passOn).on('SIGINT', wait)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      process.off('SIGTERM', passOn).off('SIGINT', wait)
      resolve(exitCode(code, signal))
    })
  })
}

/**
 * The code of a process that has ended; where a signal ended it, 128 and the signal's number, as in a shell.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
export function exitCode(code, signal) {
  return signal ? 128 + constants.signals[signal] : (code ?? 1)
}
