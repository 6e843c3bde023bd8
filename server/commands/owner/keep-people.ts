import { foldName, NameTaken, type PersonWithSessions } from '../../book/owners.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import { type BookBeside, withBookBeside } from '../book-beside.ts'
import type { OwnerCommand } from './arguments.ts'
import { describeLink, localAddress } from './link-text.ts'

interface OwnerCommandOptions {
  readonly configuration: Configuration
  readonly print: (text: string) => void
  readonly isTerminal: boolean
}

/** Does what the command says. @returns the exit code */
export async function runOwnerCommand(command: OwnerCommand, options: OwnerCommandOptions): Promise<number> {
  const { configuration, print } = options
  if (!configuration.admin) {
    if (command.kind === 'invite' && command.onlyFirst) return 0
    print(
      'The pages for owners are switched off (ADMIN=off). Set ADMIN=on, or remove it, and start the guestbook again.',
    )
    return 1
  }
  return withBookBeside(configuration, async (beside) => {
    switch (command.kind) {
      case 'list':
        print(describePeople(await beside.reach(() => beside.book.owners.people())))
        return 0
      case 'revoke':
        return await revoke(beside, command.name, print)
      case 'invite':
        return await invite(beside, command, options)
    }
  })
}

async function invite(
  { book: { owners }, reach }: BookBeside,
  { name, role, onlyFirst }: Extract<OwnerCommand, { kind: 'invite' }>,
  { configuration, print, isTerminal }: OwnerCommandOptions,
): Promise<number> {
  if (onlyFirst) {
    const people = await reach(() => owners.people())
    if (people.some((person) => person.role === 'owner')) return 0
  }
  try {
    const code = await reach(() => owners.invite({ name, role }))
    const base = configuration.publicUrl ?? localAddress(configuration)
    print(describeLink({ name, role, code, base, isTerminal }))
    return 0
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    print(`${error.message}. Choose another name, or remove that person first with --revoke.`)
    return 1
  }
}

async function revoke(
  { book: { owners }, reach }: BookBeside,
  name: string,
  print: (text: string) => void,
): Promise<number> {
  const people = await reach(() => owners.people())
  const person = people.find((known) => foldName(known.name) === foldName(name))
  const codes = await reach(() => owners.withdraw(name))
  if (person && (await reach(() => owners.remove(person.id)))) {
    print(`Removed ${person.name}; ${devices(person.sessions.length)} signed out.`)
    return 0
  }
  if (codes > 0) {
    print(`${name} had not signed in yet; ${codes === 1 ? 'the link no longer works' : 'the links no longer work'}.`)
    return 0
  }
  print(`Nobody called ${name} keeps this book. --list lists those who do.`)
  return 1
}

function describePeople(people: readonly PersonWithSessions[]): string {
  if (people.length === 0) return 'Nobody keeps this book yet. Run this command without --list for a link.'
  return people.map(({ name, role, sessions }) => `${name}  (${role}, ${devices(sessions.length)})`).join('\n')
}

function devices(count: number): string {
  return count === 1 ? '1 device' : `${count} devices`
}
