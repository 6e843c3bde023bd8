import { parseArgs } from 'node:util'
import { FULL, QUICK } from './scale.ts'

/** What the user asked for. */
export type Run = ReturnType<typeof readCommandLine>

/** A mistake that the user can fix. Only its message is shown. */
export class UserError extends Error {}

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string' },
  save: { type: 'boolean', default: false },
  against: { type: 'string' },
  match: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Reads the arguments after the program's name.
 * @param available the names of the parts
 * @throws UserError
 */
export function readCommandLine(args: readonly string[], available: readonly string[]) {
  const { quick, only, against, match, help, save } = parse(args)
  const asked = only?.split(',').map((name) => name.trim()) ?? available
  const unknown = asked.find((name) => !available.includes(name))
  if (unknown !== undefined) {
    throw new UserError(`--only: expected parts from ${available.join(', ')}, separated by commas, got "${unknown}"`)
  }
  if (match !== undefined && against === undefined) throw new UserError('--match: expected --against with it, got none')
  return {
    help,
    scale: quick ? QUICK : FULL,
    /** The names of the parts, in the order of the run. */
    parts: available.filter((name) => asked.includes(name)),
    saves: save || !(quick || only !== undefined || against !== undefined),
    against,
    /** With `against`: only rows whose name contains this text. */
    match: match ?? '',
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch (error) {
    throw new UserError((error as Error).message)
  }
}
