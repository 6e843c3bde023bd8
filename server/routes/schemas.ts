import {
  ENTRY_FIELDS,
  ENTRY_LIMIT,
  FIELD_NAMES,
  type FieldName,
  isDrawn,
  isRequired,
  TEXT_FIELDS,
  USUAL_FIELDS,
} from '../common/entry-fields.ts'
import { GRID } from '../common/signature/strokes.ts'
import { FIELD_LIST } from '../http/field-list.ts'

// They give the validation, the types and /openapi.json. Errors quote descriptions. A builder of schemas would slow down the start.

const ID = { type: 'string', description: 'the id of an entry, such as "1732312345678-0"' } as const

const TIME = { type: 'string', format: 'date-time', description: 'ISO 8601 in UTC.' } as const

const DRAWING = `strokes such as "M12 80l3-4 5 6", each with a point and steps from point to point in whole numbers, on a grid from 0 to ${GRID.width} across and 0 to ${GRID.height} down`

export const ENTRY = {
  title: 'Entry',
  description: 'An entry of the book',
  type: 'object',
  required: ['id', ...USUAL_FIELDS, 'createdAt'],
  properties: {
    id: ID,
    ...fieldSchemas(describeSent),
    createdAt: TIME,
    edited: { const: true, description: 'Present if its author has changed it.' },
    replaces: { ...ID, description: 'The id that it had before it was changed. Present for an edited entry.' },
    pinned: { const: true, description: 'Present if the owner has pinned it.' },
    byOwner: { const: true, description: 'Present if an owner of the book wrote it.' },
    reply: {
      type: 'object',
      description: 'Present if the owner has answered it.',
      required: ['text', 'at'],
      properties: { text: { type: 'string' }, at: TIME },
    },
  },
} as const

export const HELD = {
  title: 'Held',
  description: 'The entry waits for the owner',
  type: 'object',
  required: ['state', 'id'],
  properties: {
    state: { const: 'waiting' },
    id: { type: 'string', description: 'Its id while it waits. It gets another one when it is published.' },
  },
} as const

/** `checkDraft` applies the limits, because JSON Schema does not count characters as people do. */
export const DRAFT = {
  title: 'Draft',
  description: `a JSON object with ${FIELD_LIST}`,
  type: 'object',
  required: FIELD_NAMES.filter(isRequired),
  additionalProperties: false,
  properties: fieldSchemas((field) => ({
    ...(isRequired(field) || ENTRY_FIELDS[field].isRare ? {} : { default: '' }),
    description: describeText(field),
  })),
} as const

export const ENTRIES = {
  title: 'Entries',
  description: 'One page of the book',
  type: 'object',
  required: ['entries', 'next', 'total'],
  properties: {
    entries: { type: 'array', items: ENTRY, description: 'Newest first.' },
    next: { anyOf: [ID, { type: 'null' }], description: 'The `before` of the next page; null on the last.' },
    total: { type: 'integer', description: 'How many entries the whole book has.' },
    pinned: {
      type: 'array',
      items: ENTRY,
      description:
        'The entries that the owner has pinned, newest first. Present on the newest page if there are any; each is also in its place.',
    },
  },
} as const

export const UNCHANGED = { description: 'Not changed since the ETag of If-None-Match', type: 'null' } as const

export const MOVED = {
  description: 'Its author has changed it: Location leads to the entry as it is',
  type: 'null',
} as const

export const ENTRIES_QUERY = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, description: 'a whole number from 1 to 100' },
    before: { ...ID, pattern: '^(0|[1-9]\\d{0,19})-(0|[1-9]\\d{0,19})$' },
  },
} as const

export const ENTRY_PARAMS = { type: 'object', required: ['id'], properties: { id: ID } } as const

export const POST_HEADERS = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      minLength: 16,
      maxLength: 255,
      description: 'a text of 16 to 255 characters that nobody else uses, the same for every attempt',
    },
  },
} as const

/** Without `after` or Last-Event-ID, a stream starts now. */
export const LIVE_QUERY = {
  type: 'object',
  properties: { after: { type: 'string', maxLength: 128, description: 'a position: where to go on from' } },
} as const

export const LIVENESS = {
  description: 'The process is alive',
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'ok' } },
} as const

/** With status 200 or 503. */
export const READINESS = {
  description: 'What the process can do, and what may be lost',
  type: 'object',
  required: ['status', 'reads', 'writes', 'draining', 'warnings'],
  properties: {
    status: { enum: ['ready', 'not ready'] },
    reads: { enum: ['ok', 'from memory', 'unavailable'] },
    writes: { enum: ['ok', 'unavailable'] },
    draining: { type: 'boolean' },
    warnings: { type: 'array', items: { type: 'string' } },
  },
} as const

function fieldSchemas(more: (field: FieldName) => { readonly description?: string; readonly default?: '' }) {
  const schemas = FIELD_NAMES.map((field) => [field, { type: 'string', ...more(field) }])
  return Object.fromEntries(schemas) as Readonly<Record<FieldName, { readonly type: 'string' }>>
}

function describeSent(field: FieldName): { readonly description?: string } {
  if (isDrawn(field)) return { description: `Present if the visitor signed by hand: ${DRAWING}.` }
  if (ENTRY_FIELDS[field].isRare) return { description: 'Present if the visitor answered the question of the owner.' }
  return isRequired(field) ? {} : { description: 'Empty if the visitor left it empty.' }
}

function describeText(field: FieldName): string {
  const { limit } = ENTRY_FIELDS[field]
  if (isDrawn(field)) return `a drawing of at most ${limit} bytes: ${DRAWING}`
  const text = `text of at most ${limit} characters, without unpaired surrogates`
  if (ENTRY_FIELDS[field].isRare) return `the answer to the question of the owner, if there is one: ${text}`
  if (!isRequired(field)) return text
  const others = TEXT_FIELDS.filter((other) => other !== field && !ENTRY_FIELDS[other].isRare).join(' and the ')
  return `text of 1 to ${limit} characters, without unpaired surrogates; with the ${others} at most ${ENTRY_LIMIT / 1024} KB of UTF-8`
}
