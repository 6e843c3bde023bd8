import type { Mark, Verdict } from '../../book/moderation.ts'
import type { LogId } from '../../common/log-id.ts'
import { BY_COMMAND } from '../run.ts'
import { describeEntry, describeOutcome, type EntryAction } from './describe.ts'
import type { CommandParts } from './remove-entries.ts'

/** Decides entries that wait or were taken for spam. @returns the exit code: 0 if all is done */
export function decideAll(ids: readonly LogId[], verdict: Verdict, parts: CommandParts): Promise<number> {
  return doAll(ids, verdict, parts, async (id) => {
    const [outcome = { kind: 'unknown' }] = await parts.beside.book.moderation.decide([id], verdict, BY_COMMAND)
    return outcome
  })
}

/** Hides, shows, pins or unpins entries. @returns the exit code: 0 if all is done */
export function markAll(
  ids: readonly LogId[],
  kind: Exclude<Mark['kind'], 'reply'>,
  parts: CommandParts,
): Promise<number> {
  return doAll(ids, kind, parts, (id) => parts.beside.book.moderation.mark(id, { kind }, BY_COMMAND))
}

/** @param text normalised, see `checkReply`; empty: the entry has no reply any more. @returns the exit code */
export function reply(id: LogId, text: string, parts: CommandParts): Promise<number> {
  const mark = { kind: 'reply', text } as const
  return doAll([id], 'reply', parts, () => parts.beside.book.moderation.mark(id, mark, BY_COMMAND))
}

type Act = (id: LogId) => ReturnType<CommandParts['beside']['book']['moderation']['mark']>

async function doAll(
  ids: readonly LogId[],
  action: EntryAction,
  { beside, terminal }: CommandParts,
  act: Act,
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
