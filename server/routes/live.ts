import type { JsonSchemaToTsProvider } from '@fastify/type-provider-json-schema-to-ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Feed } from '../book/feed/feed.ts'
import { formatPosition, type Position, parsePosition } from '../common/position.ts'
import { PROBLEM_RESPONSES } from '../http/problem.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { UnreadAnswers } from '../limits/unread-answers.ts'
import type { LiveStreams } from '../live/live-streams.ts'
import { memoize } from '../performance/memoize.ts'
import { clientNetworks } from '../signing/client-network.ts'
import { LIVE_QUERY } from './schemas.ts'

/** How long a reader ahead of this process waits before it is asked to reload. */
const PATIENCE_MS = 1000

const DESCRIPTION = [
  'The id of an event is a position; Last-Event-ID or `after` resumes there.',
  '"entry": an entry was added, or is shown again; its place is that of its id.',
  '"changed": an entry was pinned or answered, or, with `replaces`, takes the place of the one with that id.',
  '"removed": an entry is gone or hidden.',
  '"total": how many entries the book has, where counting the events would be wrong.',
  'An event "beat" every 15 seconds shows that the stream is alive.',
].join(' ')

const SCHEMA = {
  summary: 'Follow the book: server-sent events "entry", "changed", "removed", "total" and "reload"',
  description: DESCRIPTION,
  querystring: LIVE_QUERY,
  response: {
    200: {
      description: 'Events, as long as they are read',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...PROBLEM_RESPONSES,
  },
} as const

interface LiveOptions {
  readonly feed: Feed
  readonly streams: LiveStreams
  readonly unread: UnreadAnswers
  readonly requestLog: RequestLog
}

export function getLive(
  instance: FastifyInstance,
  path: string,
  { feed, streams, unread, requestLog }: LiveOptions,
): void {
  // One customer may have a whole IPv6 /48.
  const networkOf = memoize((address) => clientNetworks(address).at(-1) ?? '')
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  app.get(
    path,
    {
      // It would announce an empty stream.
      exposeHeadRoute: false,
      schema: SCHEMA,
    },
    async (request, reply) => {
      const network = networkOf(request.ip ?? '')
      streams.requirePlace(network)
      const after = readResumePoint(request.headers['last-event-id']?.toString() || request.query.after)
      // A reader from a front end that is further ahead waits, or it would get some events twice.
      const isReached = typeof after !== 'object' || (await feed.waitFor(after, PATIENCE_MS))
      if (request.socket.destroyed) {
        requestLog.cutOff(request)
        return reply.hijack()
      }
      // Again: others may have come meanwhile, or the process may be ending.
      streams.requirePlace(network)
      beginStream(request, reply, feed.state?.position)
      if (after === 'unknown' || !isReached) streams.openWithReload(reply.raw, network)
      else streams.open(reply.raw, network, after)
      unread.add(reply.raw, request.socket, reply.raw.writableLength, 'drain')
      requestLog.answered(request, 200)
      return reply
    },
  )
  app.head(path, async (request, reply) => {
    streams.requirePlace(networkOf(request.ip ?? ''))
    return reply.headers(streamHeaders(feed.state?.position)).send()
  })
}

/** Takes the connection from Fastify and sends the head of the answer. */
function beginStream(request: FastifyRequest, reply: FastifyReply, position: Position | undefined): void {
  reply.hijack()
  // Otherwise a body would be held as long as the stream.
  request.raw.resume()
  // The stream ends with its connection, so it needs no chunks: each event is one write (RFC 9112, section 6.3).
  reply.raw.removeHeader('transfer-encoding')
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    ...streamHeaders(position),
  })
}

function streamHeaders(position: Position | undefined): Record<string, string> {
  return {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
    // So that nginx does not buffer events.
    'x-accel-buffering': 'no',
    ...(position ? { 'guestbook-position': formatPosition(position) } : {}),
  }
}

function readResumePoint(text: string | undefined): Position | 'unknown' | undefined {
  return text === undefined ? undefined : (parsePosition(text) ?? 'unknown')
}
