import type { FastifyBaseLogger } from 'fastify'
import type { Assets } from './assets.ts'
import type { Book } from './book/book.ts'
import type { Feed } from './book/feed/feed.ts'
import type { Reader } from './book/reader/reader.ts'
import type { Configuration } from './configuration/configuration.ts'
import { Refusals } from './http/refusals.ts'
import { requestNamer } from './http/request-identity.ts'
import { RequestLog } from './http/request-log.ts'
import { createSecurityHeaders, type SecurityHeaders } from './http/security-headers.ts'
import type { Limits } from './limits/limits.ts'
import { UnreadAnswers } from './limits/unread-answers.ts'
import type { LiveStreams } from './live/live-streams.ts'
import type { Metrics } from './operations/metrics.ts'
import type { Tracing } from './operations/tracing/tracing.ts'
import { type ContextOf, contextsOf } from './pages/page-context.ts'
import { createPages, type Pages } from './pages/pages.ts'
import { createRequestIds } from './performance/request-ids.ts'
import { followSettings, type LiveSettings } from './settings/live-settings.ts'
import { type BookSecret, createBookSecret } from './signing/screening/book-secret.ts'

export interface AppDependencies {
  readonly configuration: Configuration
  readonly version: string
  readonly limits: Limits
  readonly log: FastifyBaseLogger
  readonly book: Book
  readonly feed: Feed
  readonly reader: Reader
  readonly streams: LiveStreams
  readonly metrics: Metrics
  readonly tracing?: Tracing | undefined
  readonly assets: Assets
  readonly assetsDirectory: string
  /** True once the process was asked to end. */
  readonly isDraining: () => boolean
}

export interface AppParts extends AppDependencies {
  readonly settings: LiveSettings
  readonly contextOf: ContextOf
  readonly pages: Pages
  readonly headers: SecurityHeaders
  readonly createRequestId: ReturnType<typeof requestNamer>
  readonly requestLog: RequestLog
  readonly refusals: Refusals
  readonly unread: UnreadAnswers
  readonly secret: BookSecret
}

/** Makes what the hooks and routes of one application share. */
export function createParts(dependencies: AppDependencies): AppParts {
  const { configuration, limits, log, book, feed, metrics, assets } = dependencies
  const settings = followSettings(feed, configuration)
  const contextOf = contextsOf(settings, assets)
  const refusals = new Refusals({ log, count: (limit) => metrics.countRefused(limit) })
  return {
    ...dependencies,
    settings,
    contextOf,
    pages: createPages(contextOf),
    headers: createSecurityHeaders(configuration.publicUrl),
    createRequestId: requestNamer(createRequestIds()),
    requestLog: new RequestLog({ requests: metrics.requests, log }),
    refusals,
    unread: new UnreadAnswers(limits.unreadBytes, refusals),
    secret: createBookSecret(book),
  }
}
