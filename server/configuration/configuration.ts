import { isLanguage, LANGUAGES, type Language } from '../common/languages.ts'
import { readSeedMessage, readTexts } from './book-texts.ts'
import { readPublicUrl } from './public-url.ts'
import { type RedisLocation, readRedisLocation } from './redis-location.ts'
import { readTracing, type TracingSettings } from './tracing.ts'
import { readTrustProxy } from './trust-proxy.ts'
import { BadConfiguration, type Environment, EnvironmentReader } from './variables.ts'

export interface Configuration {
  readonly host: string
  readonly port: number
  /** 0: the system chooses. */
  readonly metricsPort: number
  readonly book: RedisLocation | EmbeddedLocation
  /** How many replicas must have an entry before it is confirmed. */
  readonly writeReplicas: number
  /** How long to wait for the master and replicas to confirm an entry, in milliseconds. */
  readonly writeTimeout: number
  /** Posts per minute from one client; 0: no limit. */
  readonly rateLimit: number
  /** Entries per day from all clients together; 0: no limit. */
  readonly bookLimit: number
  /** Posts per minute from all clients together above which entries wait for the owner; 0: any number. */
  readonly holdAbove: number
  /** The address that people use, perhaps with a path, without a trailing slash. */
  readonly publicUrl?: string | undefined
  /** Whose X-Forwarded-For to trust, as in Fastify's `trustProxy`. */
  readonly trustProxy: false | number | string[]
  /** Empty: none. */
  readonly seedMessage: string
  readonly title?: string | undefined
  readonly intro?: string | undefined
  readonly defaultLanguage: Language
  readonly noindex: boolean
  /** False: the pages for owners do not exist. */
  readonly admin: boolean
  /** Who may see which parts keep the book. */
  readonly topology: (typeof TOPOLOGY_READERS)[number]
  /** In milliseconds. */
  readonly drainDelay: number
  readonly logLevel: LogLevel
  readonly tracing?: TracingSettings | undefined
}

interface EmbeddedLocation {
  readonly kind: 'embedded'
  readonly directory: string
}

const TOPOLOGY_READERS = ['public', 'owner', 'off'] as const

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof LOG_LEVELS)[number]

/** Reads and checks the whole environment. Throws {@link BadConfiguration}, which names every wrong variable. */
export function readConfiguration(values: Environment): Configuration {
  const environment = new EnvironmentReader(values)
  const book = readBookLocation(environment)
  const configuration: Configuration = {
    host: environment.text('HOST') ?? 'localhost',
    port: environment.wholeNumber('PORT', 8080, { from: 0, to: 65535 }),
    metricsPort: environment.wholeNumber('METRICS_PORT', 9464, { from: 0, to: 65535 }),
    book,
    writeReplicas: environment.wholeNumber('WRITE_REPLICAS', 0, { from: 0, to: 100 }),
    writeTimeout: environment.wholeNumber('WRITE_TIMEOUT', 1000, { from: 1, to: 60_000 }),
    rateLimit: environment.wholeNumber('RATE_LIMIT', 60, { from: 0, to: 1_000_000 }),
    bookLimit: environment.wholeNumber('BOOK_LIMIT', 5000, { from: 0, to: 1_000_000_000 }),
    holdAbove: environment.wholeNumber('HOLD_ABOVE', 300, { from: 0, to: 1_000_000 }),
    publicUrl: readPublicUrl(environment),
    trustProxy: readTrustProxy(environment),
    seedMessage: readSeedMessage(environment),
    ...readTexts(environment),
    defaultLanguage: readDefaultLanguage(environment),
    noindex: environment.flag('NOINDEX'),
    admin: environment.oneOf('ADMIN', ['on', 'off']) !== 'off',
    topology: environment.oneOf('TOPOLOGY', TOPOLOGY_READERS) ?? topologyReaders(environment, book),
    drainDelay: 1000 * environment.wholeNumber('DRAIN_DELAY', 0, { from: 0, to: 600 }),
    logLevel: environment.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    tracing: readTracing(environment),
  }
  if (configuration.port !== 0 && configuration.port === configuration.metricsPort) {
    environment.problems.push(`METRICS_PORT must differ from PORT, but both are ${configuration.port}`)
  }
  if (book.kind === 'embedded' && configuration.writeReplicas > 0) {
    environment.problems.push(
      `WRITE_REPLICAS must be 0 without Redis, since the embedded book has no replicas, but is "${configuration.writeReplicas}"`,
    )
  }
  if (environment.problems.length > 0) throw new BadConfiguration(environment.problems)
  return configuration
}

function readBookLocation(environment: EnvironmentReader): RedisLocation | EmbeddedLocation {
  const redis = readRedisLocation(environment)
  if (redis) return redis
  // In an image, a default directory would be lost with the container, and the book with it.
  const implied = environment.text('NODE_ENV') === 'production' ? undefined : './data'
  const directory = environment.text('DATA_DIR') ?? implied
  const somethingIsWrongAlready = environment.problems.length > 0
  if (directory === undefined && !somethingIsWrongAlready) {
    environment.problems.push(
      'DATA_DIR must be set (a directory on a volume, for the embedded book), or REDIS_MASTER_URL, or GET_HOSTS_FROM: it is not clear where to keep the book',
    )
  }
  return { kind: 'embedded', directory: directory ?? '' }
}

/** Without a public address, a book on Redis is there to learn from. */
function topologyReaders(environment: EnvironmentReader, { kind }: Configuration['book']): Configuration['topology'] {
  return kind === 'redis' && environment.text('PUBLIC_URL') === undefined ? 'public' : 'owner'
}

function readDefaultLanguage(environment: EnvironmentReader): Language {
  const value = environment.text('DEFAULT_LANGUAGE')
  if (value === undefined) return 'en'
  if (isLanguage(value)) return value
  environment.refuse('DEFAULT_LANGUAGE', `one of ${LANGUAGES.join(', ')}`, value)
  return 'en'
}
