/** Every environment variable that the program reads; the deployment's files may set these and no others. */
export const VARIABLES = [
  'PORT',
  'HOST',
  'METRICS_PORT',
  'REDIS_MASTER_URL',
  'REDIS_REPLICA_URL',
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
  'PUBLIC_URL',
  'TRUST_PROXY',
  'SEED_MESSAGE',
  'BOOK_TITLE',
  'BOOK_INTRO',
  'DEFAULT_LANGUAGE',
  'NOINDEX',
  'DRAIN_DELAY',
  'LOG_LEVEL',
  'NODE_ENV',
] as const

/** The name of one of {@link VARIABLES}. */
export type VariableName = (typeof VARIABLES)[number]

/** Variables and their values, as `process.env` has them; undefined where one is not set. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Says that the environment cannot be used as it is: one line for each variable that is wrong. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration'
  /** A line for each variable that is wrong. */
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    const variables = problems.length === 1 ? 'one variable' : `${problems.length} variables`
    super(
      `The guestbook cannot start: ${variables} in the environment cannot be used.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/**
 * Reads variables one by one and collects what is wrong with them, so that the owner learns everything at once.
 * A variable that is set to nothing counts as not set: that is how Compose and Kubernetes pass on what they do not have.
 */
export class EnvironmentReader {
  /** What was wrong so far, a line for each variable. */
  readonly problems: string[] = []
  readonly #environment: Environment

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** The value, undefined where it is not set or blank. */
  text(name: VariableName): string | undefined {
    const value = this.#environment[name]?.trim()
    return value === '' ? undefined : value
  }

  /** The value as it stands, the empty string included: for the one variable where nothing means something. */
  verbatim(name: VariableName): string | undefined {
    return this.#environment[name]
  }

  /** The value as a number, in decimal digits and within bounds that are included; `fallback` where it is not set, or refused. */
  wholeNumber(name: VariableName, fallback: number, { from, to }: { from: number; to: number }): number {
    const value = this.text(name)
    if (value === undefined) return fallback
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    if (number >= from && number <= to) return number
    this.refuse(name, `a whole number from ${from} to ${to}`, value)
    return fallback
  }

  /** True for 1 or true, in upper or lower case; false for 0 or false, where it is not set, or refused. */
  flag(name: VariableName): boolean {
    const value = this.text(name)?.toLowerCase()
    if (value === '1' || value === 'true') return true
    if (value !== undefined && value !== '0' && value !== 'false') this.refuse(name, '1 or 0', value)
    return false
  }

  /** The one of `values` that it equals, in upper or lower case; undefined where it is not set, or refused. */
  oneOf<Value extends string>(name: VariableName, values: readonly Value[]): Value | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const match = values.find((candidate) => candidate.toLowerCase() === value.toLowerCase())
    if (match === undefined) this.refuse(name, `one of ${values.join(', ')}`, value)
    return match
  }

  /** Notes that a variable is not what it must be. Never call it with a value that may hold a password. */
  refuse(name: VariableName, expected: string, value: string): void {
    this.problems.push(`${name} must be ${expected}, but is ${JSON.stringify(value)}`)
  }
}
