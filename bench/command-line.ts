import { parseArgs } from 'node:util'
import { FULL, QUICK, type Scale } from './scale.ts'

export interface Run {
  readonly help: boolean
  readonly scale: Scale
  readonly isQuick: boolean
  /** The names of the parts, in the order of the run. */
  readonly parts: readonly string[]
  readonly saves: boolean
  readonly against: string | undefined
  /** With `against`: only rows whose name contains this text. */
  readonly match: string
}

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
export function readCommandLine(args: readonly string[], available: readonly string[]): Run {
  const { values } = parse(args)
  const { quick, only, against, match, help } = values
  const asked = only?.split(',').map((name) => name.trim()) ?? available
  for (const name of asked) {
    if (available.includes(name)) continue
    throw new UserError(`--only: expected parts from ${available.join(', ')}, separated by commas, got "${name}"`)
  }
  if (match !== undefined && against === undefined) throw new UserError('--match: expected --against with it, got none')
  const isWhole = !quick && only === undefined && against === undefined
  return {
    help,
    scale: quick ? QUICK : FULL,
    isQuick: quick,
    parts: available.filter((name) => asked.includes(name)),
    saves: isWhole || values.save,
    against,
    match: match ?? '',
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS })
  } catch (error) {
    throw new UserError((error as Error).message)
  }
}
