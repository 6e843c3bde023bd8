import { FIELD_NAMES } from '../shared/entry-fields.ts'

/** The fields of an entry in words: `"name" and "message"`. */
export const FIELD_LIST = FIELD_NAMES.map((field) => `"${field}"`)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' and ')

/** An entry as it is posted to the API. */
export const SAMPLE_BODY = `{${FIELD_NAMES.map((field) => `"${field}": "…"`).join(', ')}}`
