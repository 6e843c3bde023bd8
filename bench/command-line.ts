import { parseArgs } from 'node:util'
import { FULL, QUICK, type Scale } from './scale.ts'

/** What a run is asked to do. */
export interface Run {
  readonly scale: Scale
  readonly isQuick: boolean
  /** The names of the parts, in the order in which they are run. */
  readonly parts: readonly string[]
  /** Where the figures go to bench/RESULTS.md and the plots to docs/. */
  readonly saves: boolean
  readonly peer?: Peer | undefined
  readonly help: boolean
}

/** Another guestbook, which runs already, to load in the same way. */
export interface Peer {
  /** Without a path. */
  readonly origin: string
  readonly readPath?: string | undefined
  readonly writePath?: string | undefined
  readonly body: string
  readonly contentType: string
}

/** A command line that asks for what there is not; its message says what was expected. */
export class BadCommandLine extends Error {
  override readonly name = 'BadCommandLine'
}

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string' },
  save: { type: 'boolean', default: false },
  peer: { type: 'string' },
  read: { type: 'string' },
  write: { type: 'string' },
  body: { type: 'string', default: JSON.stringify({ name: 'Ada', message: 'Was here' }) },
  'content-type': { type: 'string', default: 'application/json' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Reads the arguments after the program's name.
 * @param available the parts that there are
 * @throws BadCommandLine
 */
export function readCommandLine(args: readonly string[], available: readonly string[]): Run {
  const values = parse(args)
  const parts = values.only === undefined ? available : values.only.split(',').map((name) => name.trim())
  const unknown = parts.filter((name) => !available.includes(name))
  if (unknown.length > 0) {
    throw new BadCommandLine(
      `--only: expected parts from ${available.join(', ')}, separated by commas, got "${unknown.join(', ')}"`,
    )
  }
  const peer = values.peer === undefined ? undefined : readPeer(values.peer, values)
  if (!peer && (values.read !== undefined || values.write !== undefined)) {
    throw new BadCommandLine('--read and --write: expected --peer with them, got none')
  }
  const isWhole = !values.quick && values.only === undefined && !peer
  return {
    scale: values.quick ? QUICK : FULL,
    isQuick: values.quick,
    parts: available.filter((name) => parts.includes(name)),
    saves: isWhole || values.save,
    peer,
    help: values.help,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch (error) {
    throw new BadCommandLine((error as Error).message)
  }
}

/** Only this machine's own addresses: a benchmark that could be pointed at somebody else's server would be a weapon. */
function readPeer(text: string, values: ReturnType<typeof parse>): Peer {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' || !isThisMachine(url.hostname) || url.pathname !== '/' || url.search || url.username) {
    throw new BadCommandLine(
      `--peer: expected an address of this machine without a path, such as http://localhost:3000, got "${text}"`,
    )
  }
  const { read: readPath, write: writePath } = values
  if (readPath === undefined && writePath === undefined) {
    throw new BadCommandLine('--peer: expected --read PATH, --write PATH or both with it, got neither')
  }
  for (const path of [readPath, writePath]) {
    if (path !== undefined && !/^\/[!-~]*$/.test(path)) {
      throw new BadCommandLine(`--read and --write: expected a path that begins with "/", got "${path}"`)
    }
  }
  return { origin: url.origin, readPath, writePath, body: values.body, contentType: values['content-type'] }
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
