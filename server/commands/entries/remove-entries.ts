import type { Drawer } from '../../book/moderation.ts'
import type { LogId } from '../../common/log-id.ts'
import { BY_COMMAND, type CommandParts } from './command-parts.ts'

/** Removes entries for good. @returns the exit code: 0 if there was each of them */
export async function removeAll(
  ids: readonly LogId[],
  { beside, terminal }: CommandParts,
  from: 'entries' | Drawer = 'entries',
): Promise<number> {
  let missing = 0
  for (const id of ids) {
    const remove = () => beside.book.moderation.remove(id, BY_COMMAND, from)
    const { kind } = await beside.reach(remove, (cause) => doubt(id, cause))
    if (kind !== 'done') missing += 1
    terminal.say(kind === 'done' ? `Removed ${id}.` : `There is no entry ${id} ${beside.place}.`)
  }
  return missing === 0 ? 0 : 1
}

function doubt(id: LogId, cause: string): string {
  return `It is not certain whether ${id} is gone for good: ${cause}. Try again later: if there is no entry ${id}, it is gone.`
}
