import type { Assets } from '../../server/assets.ts'
import type { Entry } from '../../server/common/entry.ts'
import { ENTRY_FIELDS, FIELD_NAMES, isRequired } from '../../server/common/entry-fields.ts'
import type { BookView, Notice } from '../../server/pages/book-view.ts'
import type { FormProblem } from '../../server/pages/form-problem.ts'
import * as support from '../support/entry.ts'

export const ASSETS: Assets = {
  style: '/assets/style-1.css',
  icon: '/assets/icon-1.svg',
  adminStyle: '/assets/adminStyle-1.css',
  script: '/assets/script-1.js',
}

export function entry(fields: Partial<Entry> = {}): Entry {
  return support.entry({ name: 'Ada', message: 'Hello', ...fields })
}

export function bookView(fields: Partial<BookView> = {}): BookView {
  const entries = fields.entries ?? [entry()]
  return { entries, total: entries.length, next: null, page: {}, now: '2026-06-12T21:00:00.000Z', ...fields }
}

/** One of each kind, but for those that each field has words of its own for; the type makes sure that none is forgotten. */
const PROBLEMS_BY_KIND: {
  [Kind in Exclude<FormProblem['kind'], 'empty' | 'too-long'>]: Extract<FormProblem, { kind: Kind }>
} = {
  reserved: { kind: 'reserved', field: 'name' },
  'not-asked': { kind: 'not-asked', field: 'extra' },
  'not-offered': { kind: 'not-offered', field: 'signature' },
  'not-a-drawing': { kind: 'not-a-drawing', field: 'signature' },
  'too-many-marks': { kind: 'too-many-marks', field: 'message', limit: 8 },
  'character-too-long': { kind: 'character-too-long', field: 'message', limit: 16 },
  'entry-too-large': { kind: 'entry-too-large', size: 20_000, limit: 10_240 },
  'not-utf8': { kind: 'not-utf8' },
  'too-large': { kind: 'too-large' },
  malformed: { kind: 'malformed' },
  'cross-site': { kind: 'cross-site' },
  'too-many-posts': { kind: 'too-many-posts', retryAfterSeconds: 41 },
  'not-written': { kind: 'not-written' },
  'book-limit': { kind: 'book-limit', retryAfterSeconds: 5 * 3600 },
  closed: { kind: 'closed', opensAt: '2026-12-24T18:00:00.000Z' },
  'waiting-full': { kind: 'waiting-full' },
  gone: { kind: 'gone' },
  'not-waiting': { kind: 'not-waiting' },
  'by-another': { kind: 'by-another' },
  'too-late': { kind: 'too-late' },
  replied: { kind: 'replied' },
  'maybe-written': { kind: 'maybe-written', isRepeatable: true },
}
export const PROBLEMS: readonly FormProblem[] = [
  ...FIELD_NAMES.filter(isRequired).map((field) => ({ kind: 'empty', field }) as const),
  ...FIELD_NAMES.map((field) => {
    const { limit } = ENTRY_FIELDS[field]
    return { kind: 'too-long', field, length: limit + 234, limit } as const
  }),
  ...Object.values(PROBLEMS_BY_KIND),
]

const NOTICES_BY_KIND: { [Kind in Notice['kind']]: Extract<Notice, { kind: Kind }> } = {
  'read-only': { kind: 'read-only' },
  'from-memory': { kind: 'from-memory', since: '2026-03-09T15:04:05.000Z' },
}
export const NOTICES: readonly Notice[] = Object.values(NOTICES_BY_KIND)

export const ERROR_STATUSES = [400, 403, 404, 405, 410, 413, 415, 421, 429, 500, 503] as const
