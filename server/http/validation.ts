import { Ajv } from 'ajv'
import { lazy } from '../performance/lazy.ts'

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
 * A schema is compiled when something is first held against it: a start need not wait for all of them.
 */
export function createValidatorCompiler() {
  const strict = lazy(() => new Ajv({ ...OPTIONS, coerceTypes: false }))
  const coercing = lazy(() => new Ajv({ ...OPTIONS, coerceTypes: true }))
  return ({ schema, httpPart }: { schema: object; httpPart?: string | undefined }) => {
    const ajv = httpPart === 'querystring' || httpPart === 'params' ? coercing : strict
    const validator = lazy(() => ajv().compile(schema))
    return (data: unknown) => {
      const validate = validator()
      return validate(data) ? true : { error: validate.errors ?? [] }
    }
  }
}
