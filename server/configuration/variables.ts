import { readSmallFile } from './small-file.ts'

/** Variables that hold a secret. Each may instead name a file, in a variable of the same name with `_FILE` at its end. */
export const SECRETS = [
  'REDIS_MASTER_URL',
  'REDIS_REPLICA_URL',
  'REDIS_PASSWORD',
  'REDIS_SENTINEL_PASSWORD',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const

export type SecretName = (typeof SECRETS)[number]

/** How much of a wrong value a message repeats, in UTF-16 units. */
const SHOWN = 100

const fileOf = <Name extends SecretName>(name: Name) => `${name}_FILE` as const

/** Every environment variable that the program reads. The deployment files set no others. */
export const VARIABLES = [
  ...SECRETS,
  ...SECRETS.map(fileOf),
  'PORT',
  'HOST',
  'METRICS_PORT',
  'REDIS_SENTINELS',
  'REDIS_MASTER_NAME',
  'REDIS_SENTINEL_USERNAME',
  'REDIS_USERNAME',
  'REDIS_DATABASE',
  'REDIS_TLS',
  'REDIS_TLS_CA',
  'REDIS_TLS_CERT',
  'REDIS_TLS_KEY',
  'GET_HOSTS_FROM',
  'REDIS_MASTER_SERVICE_HOST',
  'REDIS_MASTER_SERVICE_PORT',
  'REDIS_REPLICA_SERVICE_HOST',
  'REDIS_REPLICA_SERVICE_PORT',
  'REDIS_SLAVE_SERVICE_HOST',
  'REDIS_SLAVE_SERVICE_PORT',
  'DATA_DIR',
  'WRITE_REPLICAS',
  'WRITE_TIMEOUT',
  'RATE_LIMIT',
  'BOOK_LIMIT',
  'HOLD_ABOVE',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'SEED_MESSAGE',
  'BOOK_TITLE',
  'BOOK_INTRO',
  'DEFAULT_LANGUAGE',
  'NOINDEX',
  'ADMIN',
  'TOPOLOGY',
  'DRAIN_DELAY',
  'LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_SERVICE_NAME',
  'OTEL_TRACES_SAMPLER_ARG',
  'NODE_ENV',
] as const

export type VariableName = (typeof VARIABLES)[number]

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment is unusable. The message has a line for each wrong variable. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    const variables = problems.length === 1 ? 'one variable' : `${problems.length} variables`
    super(
      `The guestbook cannot start: ${variables} in the environment cannot be used.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/** Reads variables and collects what is wrong, to report it all at once. Empty counts as not set: Compose and Kubernetes pass that on. */
export class EnvironmentReader {
  readonly problems: string[] = []
  readonly #environment: Environment

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** Undefined if it is not set or blank. */
  text(name: VariableName): string | undefined {
    const value = this.#environment[name]?.trim()
    return value === '' ? undefined : value
  }

  /** The value as it is, for the one variable whose empty value has a meaning. */
  verbatim(name: VariableName): string | undefined {
    return this.#environment[name]
  }

  /** The value or the content of the file that NAME_FILE names, without line breaks at its end; undefined if neither is set or it is blank. */
  secret(name: SecretName): string | undefined {
    const fileName = fileOf(name)
    const value = this.#environment[name]?.replace(/[\r\n]+$/, '')
    const isSet = value !== undefined && value.trim() !== ''
    if (this.text(fileName) === undefined) return isSet ? value : undefined
    if (isSet) {
      this.problems.push(`${name} and ${fileName} must not both be set: keep one of them`)
      return undefined
    }
    const content = this.file(fileName)?.replace(/[\r\n]+$/, '')
    if (content?.trim() !== '') return content
    this.problems.push(`${fileName} must name a file with the value of ${name}, but that file is empty`)
    return undefined
  }

  /** The content of the file that the variable names; undefined if it is not set or cannot be read. */
  file(name: VariableName): string | undefined {
    const path = this.text(name)
    if (path === undefined) return undefined
    try {
      return readSmallFile(path)
    } catch (error) {
      // The message leaves out the value, which may be the secret itself.
      this.problems.push(`${name} must name a file that can be read, but ${(error as Error).message}`)
      return undefined
    }
  }

  /** Bounds are inclusive. Returns `fallback` if it is not set or wrong. */
  wholeNumber(name: VariableName, fallback: number, { from, to }: { from: number; to: number }): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    if (number >= from && number <= to) return number
    this.refuse(name, `a whole number from ${from} to ${to}`, value)
    return fallback
  }

  flag(name: VariableName): boolean {
    const value = this.text(name)?.toLowerCase()
    if (value === '1' || value === 'true') return true
    if (value !== undefined && value !== '0' && value !== 'false') this.refuse(name, '1 or 0', value)
    return false
  }

  oneOf<Value extends string>(name: VariableName, values: readonly Value[]): Value | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const match = values.find((candidate) => candidate.toLowerCase() === value.toLowerCase())
    if (match === undefined) this.refuse(name, `one of ${values.join(', ')}`, value)
    return match
  }

  /** Adds a problem, with the beginning of a long value. Never pass a value that may hold a password. */
  refuse(name: VariableName, expected: string, value: string): void {
    const found = value.length > SHOWN ? `${JSON.stringify(value.slice(0, SHOWN))}…` : JSON.stringify(value)
    this.problems.push(`${name} must be ${expected}, but is ${found}`)
  }
}
