import { Ajv } from 'ajv'

const OPTIONS = {
  useDefaults: true,
  verbose: true,
  removeAdditional: false,
  strict: false,
  // The schemas are our own and tested; checking them again would cost a tenth of the start.
  validateSchema: false,
  formats: { 'date-time': true },
} as const

/**
 * Bodies are taken as they are: nothing is coerced and nothing unknown is dropped. Only what stands in a URL, which is
 * text by nature, may mean a number. Errors carry their schema, whose description says what was expected.
 */
export function createValidatorCompiler() {
  const strict = new Ajv({ ...OPTIONS, coerceTypes: false })
  const coercing = new Ajv({ ...OPTIONS, coerceTypes: true })
  return ({ schema, httpPart }: { schema: object; httpPart?: string | undefined }) =>
    (httpPart === 'querystring' || httpPart === 'params' ? coercing : strict).compile(schema)
}
