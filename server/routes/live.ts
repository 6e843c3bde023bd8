import type { JsonSchemaToTsProvider } from '@fastify/type-provider-json-schema-to-ts'
import type { FastifyInstance } from 'fastify'
import type { Feed } from '../book/feed/feed.ts'
import { PROBLEM_RESPONSES } from '../http/problem.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { UnreadAnswers } from '../limits/unread-answers.ts'
import type { LiveStreams } from '../live/live-streams.ts'
import { memoize } from '../performance/memoize.ts'
import { formatPosition, type Position, parsePosition } from '../shared/position.ts'
import { clientNetworks } from '../signing/client-network.ts'
import { LIVE_QUERY } from './schemas.ts'

/** How long a reader who is ahead of this process waits for it before being asked to reload, in milliseconds. */
const PATIENCE = 1000

export interface LiveOptions {
  readonly feed: Feed
  readonly streams: LiveStreams
  readonly unread: UnreadAnswers
  readonly requestLog: RequestLog
}

/** What happens in the book, as it happens: server-sent events. */
export function getLive(
  instance: FastifyInstance,
  path: string,
  { feed, streams, unread, requestLog }: LiveOptions,
): void {
  // An IPv6 address shares its places with its whole /48, which one customer may have.
  const siteOf = memoize((address) => clientNetworks(address).at(-1) ?? '')
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  app.get(
    path,
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'Follow the book: server-sent events "entry", "removed" and "reload"',
        description:
          'The id of an event is a position; Last-Event-ID or `after` resumes there. An event "beat" every 15 seconds says that the stream is alive.',
        querystring: LIVE_QUERY,
        response: {
          200: {
            description: 'Events, for as long as they are read',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...PROBLEM_RESPONSES,
        },
      },
    },
    async (request, reply) => {
      const site = siteOf(request.ip ?? '')
      streams.requirePlace(site)
      const after = readResumePoint(request.headers['last-event-id']?.toString() || request.query.after)
      // One who comes from a front end that is further waits for this one, or some of what follows would come twice.
      const isReached = typeof after !== 'object' || (await feed.waitFor(after, PATIENCE))
      if (request.socket.destroyed) {
        requestLog.cutOff(request)
        return reply.hijack()
      }
      // Others have come meanwhile, or the end of the process.
      streams.requirePlace(site)
      const position = feed.state?.position
      reply.hijack()
      // A stream lasts as long as its connection, so that nothing has to be framed: each event is one piece to send, not four in chunks
      // (RFC 9112, section 6.3).
      reply.raw.removeHeader('transfer-encoding')
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'close',
        // Asks nginx not to hold events back.
        'x-accel-buffering': 'no',
        ...(position ? { 'guestbook-position': formatPosition(position) } : {}),
      })
      if (after === 'unknown' || !isReached) streams.openWithReload(reply.raw, site)
      else streams.open(reply.raw, site, after)
      unread.add(reply.raw, request.socket, reply.raw.writableLength, 'drain')
      requestLog.answered(request, 200)
      return reply
    },
  )
}

function readResumePoint(text: string | undefined): Position | 'unknown' | undefined {
  return text === undefined ? undefined : (parsePosition(text) ?? 'unknown')
}
