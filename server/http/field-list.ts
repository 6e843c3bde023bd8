import { FIELD_NAMES, USUAL_FIELDS } from '../common/entry-fields.ts'

/** The fields of an entry in words: `"name" and "message"`. */
export const FIELD_LIST = FIELD_NAMES.map((field) => `"${field}"`)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' and ')

export const SAMPLE_BODY = `{${USUAL_FIELDS.map((field) => `"${field}": "…"`).join(', ')}}`
