import { FIELD_LIST } from '../http/field-list.ts'
import { ENTRY_FIELDS, ENTRY_LIMIT, FIELD_NAMES, type FieldName, isRequired } from '../shared/entry-fields.ts'

/*
 * The API's schemas, as plain JSON Schema: one text gives the validation, the types, and /openapi.json. A field's description
 * is also what an error says was expected of it. (A builder would be nicer to write, but costs a third of the start.)
 */

const ID = { type: 'string', description: 'the id of an entry, such as "1732312345678-0"' } as const

/** An entry, as it is read and as the answer to its post. */
export const ENTRY = {
  title: 'Entry',
  description: 'What stands in the book',
  type: 'object',
  required: ['id', ...FIELD_NAMES, 'createdAt'],
  properties: {
    id: ID,
    ...fieldSchemas((field) => (isRequired(field) ? {} : { description: 'Empty where the visitor left it so.' })),
    createdAt: { type: 'string', format: 'date-time', description: 'ISO 8601 in UTC.' },
  },
} as const

/** The body of a post. Its limits count characters as people do, which JSON Schema cannot: `checkDraft` holds it against them. */
export const DRAFT = {
  title: 'Draft',
  description: `a JSON object with ${FIELD_LIST}`,
  type: 'object',
  required: FIELD_NAMES.filter(isRequired),
  additionalProperties: false,
  properties: fieldSchemas((field) => ({
    ...(isRequired(field) ? {} : { default: '' }),
    description: describeText(field),
  })),
} as const

/** One page of entries, and where the next begins. */
export const ENTRIES = {
  title: 'Entries',
  description: 'One page of the book',
  type: 'object',
  required: ['entries', 'next', 'total'],
  properties: {
    entries: { type: 'array', items: ENTRY, description: 'Newest first.' },
    next: { anyOf: [ID, { type: 'null' }], description: 'The `before` of the next page; null on the last.' },
    total: { type: 'integer', description: 'How many entries the whole book has.' },
  },
} as const

/** Which page is asked for; without `before` the newest, without `limit` one of the usual size. */
export const ENTRIES_QUERY = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, description: 'a whole number from 1 to 100' },
    before: { ...ID, pattern: '^\\d{1,20}-\\d{1,20}$' },
  },
} as const

/** Which entry is asked for. */
export const ENTRY_PARAMS = { type: 'object', required: ['id'], properties: { id: ID } } as const

/** The headers of a post; with a key it may be sent again and is added once. */
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

/** Where a stream of events goes on. Where neither `after` nor Last-Event-ID says it, the stream begins with what happens next. */
export const LIVE_QUERY = {
  type: 'object',
  properties: { after: { type: 'string', maxLength: 128, description: 'a position: where to go on from' } },
} as const

/** The only answer of /livez: a process that is not alive gives none. */
export const LIVENESS = {
  description: 'It is',
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'ok' } },
} as const

/** The answer of /readyz, with status 200 where it is ready and 503 where it is not. */
export const READINESS = {
  description: 'What can be done, and what may yet be lost',
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

/** The schemas of an entry's fields, each with what `more` says of it. */
function fieldSchemas(more: (field: FieldName) => { readonly description?: string; readonly default?: '' }) {
  const schemas = FIELD_NAMES.map((field) => [field, { type: 'string', ...more(field) }])
  return Object.fromEntries(schemas) as Readonly<Record<FieldName, { readonly type: 'string' }>>
}

/** What is expected of a field's text. */
function describeText(field: FieldName): string {
  const { limit } = ENTRY_FIELDS[field]
  if (!isRequired(field)) return `text of at most ${limit} characters, without unpaired surrogates`
  const others = FIELD_NAMES.filter((other) => other !== field).join(' and the ')
  return `text of 1 to ${limit} characters, without unpaired surrogates; with the ${others} at most ${ENTRY_LIMIT / 1024} KB of UTF-8`
}
