import { FIELD_NAMES } from '../common/entry-fields.ts'

/** The fields of an entry in words: `"name" and "message"`. */
export const FIELD_LIST = FIELD_NAMES.map((field) => `"${field}"`)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' and ')

export const SAMPLE_BODY = `{${FIELD_NAMES.map((field) => `"${field}": "…"`).join(', ')}}`
