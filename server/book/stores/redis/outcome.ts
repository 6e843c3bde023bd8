import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Decided, Outcome } from '../../moderation.ts'

/** Parses 'done <id of the change> <id it has now>', 'already <verdict> <id>', 'unknown', 'full' or 'changed'; without an id it is about `id`. */
export function decodeOutcome(
  generation: string,
  answer: string | undefined,
  id: LogId = LOG_START,
  { isPublished = false }: { readonly isPublished?: boolean } = {},
): Outcome {
  const [kind, first, second] = answer?.split(' ') ?? []
  switch (kind) {
    case 'done': {
      const entry = second ?? id
      const position = { generation, entries: isPublished ? entry : LOG_START, changes: first ?? LOG_START }
      return { kind: 'done', position, entry }
    }
    case 'already': {
      if (first === undefined) return { kind: 'already' }
      const verdict = first as Decided['verdict']
      return { kind: 'already', became: verdict === 'publish' ? { verdict, entry: second } : { verdict } }
    }
    case 'full':
    case 'changed':
      return { kind }
    default:
      return { kind: 'unknown' }
  }
}
