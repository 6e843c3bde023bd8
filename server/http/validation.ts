import { Ajv } from 'ajv'
import { lazy } from '../performance/lazy.ts'

const OPTIONS = {
  useDefaults: true,
  verbose: true,
  removeAdditional: false,
  strict: false,
  validateSchema: false,
  formats: { 'date-time': true },
} as const

/** In bodies, nothing is coerced or dropped; only text from a URL may become a number. Compiles on first use, for a short start. */
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
