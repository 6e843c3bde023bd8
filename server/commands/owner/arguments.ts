import { parseArgs } from 'node:util'
import type { Role } from '../../book/owners.ts'
import { checkPersonName } from '../../book/person-name.ts'

export type OwnerCommand =
  /** `onlyFirst`: does nothing if the book has an owner. */
  | { readonly kind: 'invite'; readonly name: string; readonly role: Role; readonly onlyFirst: boolean }
  | { readonly kind: 'revoke'; readonly name: string }
  | { readonly kind: 'list' }

/** What to print instead of doing something. */
interface Usage {
  readonly kind: 'usage'
  /** Undefined if help was asked for. */
  readonly problem: string | undefined
  readonly text: string
}

const DEFAULT_NAMES: Readonly<Record<Role, string>> = { owner: 'Owner', moderator: 'Moderator' }

const USAGE = `Usage: npm run owner -- [options]      (in a container: node server/owner.ts [options])

Prints a link that signs in one device as an owner of the book. It is good for
15 minutes and works once.

  --name <name>     who it is for; "Owner" without it. For somebody who is known
                    already, the link signs in another device
  --moderator       for somebody who only decides about entries
  --list            lists everybody who keeps the book
  --revoke <name>   removes somebody and signs out all their devices
  --help            prints this`

export function readArguments(args: readonly string[]): OwnerCommand | Usage {
  const parsed = parse(args)
  if (typeof parsed === 'string') return usage(parsed)
  const { name, moderator = false, list = false, revoke, help = false, 'only-first': onlyFirst = false } = parsed
  if (help) return usage()
  if (list) return name || moderator || revoke !== undefined ? usage('--list takes nothing else.') : { kind: 'list' }
  if (revoke !== undefined) {
    if (name !== undefined || moderator) return usage('--revoke takes a name and nothing else.')
    return withName('--revoke', revoke, (known) => ({ kind: 'revoke', name: known }))
  }
  const role = moderator ? 'moderator' : 'owner'
  return withName('--name', name ?? DEFAULT_NAMES[role], (known) => ({ kind: 'invite', name: known, role, onlyFirst }))
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: { type: 'string' },
        moderator: { type: 'boolean' },
        list: { type: 'boolean' },
        revoke: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        // For `npm start`.
        'only-first': { type: 'boolean' },
      },
    })
    return values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function withName(option: string, text: string, use: (name: string) => OwnerCommand): OwnerCommand | Usage {
  const checked = checkPersonName(text)
  if (checked.ok) return use(checked.name)
  return usage(
    checked.problem === 'empty'
      ? `${option} needs a name, such as ${option} Anna.`
      : `${option} must be followed by a name of at most 50 ordinary characters, but got ${JSON.stringify(text.slice(0, 80))}.`,
  )
}

function usage(problem?: string): Usage {
  return { kind: 'usage', problem, text: problem === undefined ? USAGE : `${problem}\n\n${USAGE}` }
}
