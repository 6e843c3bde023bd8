import { Ajv } from 'ajv'
import { lazy } from '../performance/lazy.ts'

const OPTIONS = {
  useDefaults: true,
  verbose: true,
  removeAdditional: false,
  strict: false,
  validateSchema: false,
  coerceTypes: false,
  formats: { 'date-time': true },
} as const

/** In bodies, nothing is coerced or dropped; only digits in a URL become a number. Compiles on first use, for a short start. */
export function createValidatorCompiler() {
  const ajv = lazy(() => new Ajv(OPTIONS))
  return ({ schema, httpPart }: { schema: object; httpPart?: string | undefined }) => {
    const validator = lazy(() => ajv().compile(schema))
    const numbers = httpPart === 'querystring' ? wholeNumbersIn(schema) : []
    return (data: unknown) => {
      const validate = validator()
      for (const name of numbers) readWholeNumber(data as Record<string, unknown>, name)
      return validate(data) ? true : { error: validate.errors ?? [] }
    }
  }
}

function wholeNumbersIn({ properties = {} }: { properties?: Readonly<Record<string, { type?: unknown }>> }): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.type === 'integer')
}

/** Leaves alone what only `Number` would read, such as "1e1", "0x10" and " 5". */
function readWholeNumber(query: Record<string, unknown>, name: string): void {
  const text = query[name]
  if (typeof text === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(text)) query[name] = Number(text)
}
