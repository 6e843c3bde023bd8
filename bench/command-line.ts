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
  readonly peer: Peer | undefined
}

/** Another guestbook that is already running, for the same load. */
export interface Peer {
  /** Without a path. */
  readonly origin: string
  readonly readPath: string | undefined
  readonly writePath: string | undefined
  readonly body: string
  readonly contentType: string
}

/** A mistake that the user can fix. Only its message is shown. */
export class UserError extends Error {}

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string' },
  save: { type: 'boolean', default: false },
  against: { type: 'string' },
  match: { type: 'string' },
  peer: { type: 'string' },
  read: { type: 'string' },
  write: { type: 'string' },
  body: { type: 'string', default: JSON.stringify({ name: 'Ada', message: 'Was here' }) },
  'content-type': { type: 'string', default: 'application/json' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Reads the arguments after the program's name.
 * @param available the names of the parts
 * @throws UserError
 */
export function readCommandLine(args: readonly string[], available: readonly string[]): Run {
  const { values } = parse(args)
  const { quick, only, against, match, peer, read, write, help } = values
  const asked = only?.split(',').map((name) => name.trim()) ?? available
  for (const name of asked) {
    if (available.includes(name)) continue
    throw new UserError(`--only: expected parts from ${available.join(', ')}, separated by commas, got "${name}"`)
  }
  if (against !== undefined && peer !== undefined) throw new UserError('expected --against or --peer, got both')
  if (match !== undefined && against === undefined) throw new UserError('--match: expected --against with it, got none')
  if (peer === undefined && (read ?? write) !== undefined) {
    throw new UserError('--read and --write: expected --peer with them, got none')
  }
  const isWhole = !quick && only === undefined && against === undefined && peer === undefined
  return {
    help,
    scale: quick ? QUICK : FULL,
    isQuick: quick,
    parts: available.filter((name) => asked.includes(name)),
    saves: isWhole || values.save,
    against,
    match: match ?? '',
    peer: peer === undefined ? undefined : readPeer(peer, values),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS })
  } catch (error) {
    throw new UserError((error as Error).message)
  }
}

/** Accepts only addresses of this machine, because load on other people's servers would be an attack. */
function readPeer(text: string, { read, write, ...values }: ReturnType<typeof parse>['values']): Peer {
  const url = URL.parse(text)
  const isLocal = url && /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)
  if (!isLocal || url.href !== `http://${url.host}/`) {
    throw new UserError(
      `--peer: expected an address of this machine without a path, such as http://localhost:3000, got "${text}"`,
    )
  }
  if (read === undefined && write === undefined) {
    throw new UserError('--peer: expected --read PATH, --write PATH or both with it, got neither')
  }
  for (const path of [read, write]) {
    if (path === undefined || /^\/[!-~]*$/.test(path)) continue
    throw new UserError(`--read and --write: expected a path that begins with "/", got "${path}"`)
  }
  return {
    origin: url.origin,
    readPath: read,
    writePath: write,
    body: values.body,
    contentType: values['content-type'],
  }
}
