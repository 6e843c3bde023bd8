import type { Outcome, Switch, Verdict } from '../../book/moderation.ts'
import type { LogId } from '../../common/log-id.ts'
import { BY_COMMAND, type CommandParts } from './command-parts.ts'
import { type ActionName, describeEntry, describeOutcome } from './describe.ts'

/** Decides entries that wait or were taken for spam. @returns the exit code: 0 if all is done */
export function decideAll(ids: readonly LogId[], verdict: Verdict, parts: CommandParts): Promise<number> {
  return doAll(ids, verdict, parts, async (id) => {
    const [outcome = { kind: 'unknown' }] = await parts.beside.book.moderation.decide([id], verdict, BY_COMMAND)
    return outcome
  })
}

/** Hides, shows, pins or unpins entries. @returns the exit code: 0 if all is done */
export function markAll(ids: readonly LogId[], kind: Switch['kind'], parts: CommandParts): Promise<number> {
  return doAll(ids, kind, parts, (id) => parts.beside.book.moderation.mark(id, { kind }, BY_COMMAND))
}

/** @param text normalised, see `checkReply`; empty: the entry has no reply any more. @returns the exit code */
export function reply(id: LogId, text: string, parts: CommandParts): Promise<number> {
  const mark = { kind: 'reply', text } as const
  return doAll([id], 'reply', parts, () => parts.beside.book.moderation.mark(id, mark, BY_COMMAND))
}

async function doAll(
  ids: readonly LogId[],
  action: ActionName,
  { beside, terminal }: CommandParts,
  act: (id: LogId) => Promise<Outcome>,
): Promise<number> {
  let code = 0
  for (const id of ids) {
    const outcome = await beside.reach(() => act(id))
    terminal.say(describeOutcome(action, id, outcome, beside.place))
    if (outcome.kind !== 'done') code = 1
    if (action === 'pin' && outcome.kind === 'full') {
      for (const entry of await beside.reach(() => beside.book.moderation.pinned())) terminal.say(describeEntry(entry))
    }
  }
  return code
}
