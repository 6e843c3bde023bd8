import type { AuditRecord } from '../../book/changes.ts'
import { parseGate } from '../../book/gate.ts'
import type { CommandParts } from './command-parts.ts'
import { oneLine } from './describe.ts'
import { describeGate } from './gate.ts'
import type { Slice } from './list-entries.ts'
import { formatTime, zoneHere } from './parse-time.ts'

/** Shows who did what when, newest first. @returns the exit code */
export async function showLog({ limit, after }: Slice, { beside, terminal }: CommandParts): Promise<number> {
  const read = () => beside.book.moderation.audit({ before: after, limit })
  const { records, next } = await beside.reach(read)
  terminal.say(records.length === 0 ? 'Nothing was changed.' : `Newest first. Times are those of ${zoneHere()}.\n`)
  for (const record of records) terminal.say(describe(record))
  if (next !== null) terminal.say(`\nThere are more: npm run entries -- log --after ${next}`)
  return 0
}

function describe({ op, entry, by, at, detail = '' }: AuditRecord): string {
  const said = op === 'gate' ? describeGate(parseGate(detail), Date.now())[0] : oneLine(detail)
  const became = said === '' ? '' : `${entry === undefined ? '' : ' → '}${said}`
  return `${formatTime(at)}  ${op.padEnd(13)}  ${entry ?? ''}${became}${by === '' ? '' : `  by ${oneLine(by)}`}`
}
