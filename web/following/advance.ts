import type { Entry } from '../../server/common/entry.ts'
import { compareIds } from '../../server/common/log-id.ts'
import { furthest, type Position, parsePosition } from '../../server/common/position.ts'

/** A step in the book's log. Neither is true for what was known already. */
export interface Step {
  readonly position: Position | undefined
  /** An entry is new. */
  readonly isNew: boolean
  /** Another change is new. */
  readonly isChange: boolean
}

/** Steps from a known position to that of an event. `entry` is the one that the event is about. */
export function advance(known: Position | undefined, event: string, entry?: Entry): Step {
  const position = parsePosition(event)
  if (!position) return { position: known, isNew: false, isChange: false }
  const isFurther = (log: 'entries' | 'changes') => !known || compareIds(position[log], known[log]) > 0
  const isNew = position.entries === entry?.id && isFurther('entries')
  return {
    position: known ? furthest(known, position) : position,
    isNew,
    isChange: !isNew && isFurther('changes'),
  }
}
