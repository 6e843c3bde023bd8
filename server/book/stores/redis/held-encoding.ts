import type { HeldEntry } from '../../moderation.ts'
import type { Reason } from '../../screening.ts'
import { decodeDraft, fieldOf, isoTimeOf, type StreamRecord } from './encoding.ts'

export function decodeHeld([id, fields]: StreamRecord): HeldEntry {
  const author = fieldOf(fields, 'author')
  const via = fieldOf(fields, 'via')
  const reasons = fieldOf(fields, 'reasons') ?? ''
  return {
    id,
    ...decodeDraft(fields),
    createdAt: isoTimeOf(id, fields),
    reasons: reasons.split(' ').filter((reason) => reason !== '') as Reason[],
    ...(author === undefined ? {} : { author }),
    ...(via === undefined ? {} : { via }),
  }
}
