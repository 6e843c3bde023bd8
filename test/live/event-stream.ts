import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { eventually } from '../support/eventually.ts'

/** One server-sent event as a browser dispatches it. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
  /** The last `id:` so far. */
  readonly id: string
}

/** A reader of an event stream, over a real socket. */
export interface EventStream extends Disposable {
  readonly response: IncomingMessage
  /** Grows; heartbeats aside. */
  readonly events: readonly StreamEvent[]
  /** The `id:` that the stream opened with: where it goes on from. */
  readonly firstId: string
  /** The last `id:` so far, also from a frame without data. */
  readonly lastId: string
  /** True once the server has ended the stream. */
  readonly ended: boolean
  /** Waits until there are that many events. */
  received(count: number): Promise<readonly StreamEvent[]>
}

/** Opens `/api/live` at `url` and resolves once the answer has begun. */
export async function openStream(
  url: string,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<EventStream> {
  const request: ClientRequest = get(`${url}/api/live${query}`, { agent: false, headers })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const events: StreamEvent[] = []
  let ended = false
  let firstId = ''
  let lastId = ''
  let unread = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const frames = (unread + chunk).split('\n\n')
    unread = frames.pop() ?? ''
    for (const frame of frames) {
      const fields = new Map(frame.split('\n').map((line) => line.split(/: ?(.*)/s) as [string, string]))
      lastId = fields.get('id') ?? lastId
      firstId ||= lastId
      const data = fields.get('data')
      if (data !== undefined && fields.get('event') !== 'beat')
        events.push({ event: fields.get('event') ?? 'message', data, id: lastId })
    }
  })
  response.on('end', () => {
    ended = true
  })
  response.on('error', () => {})
  return {
    response,
    events,
    get firstId() {
      return firstId
    },
    get lastId() {
      return lastId
    },
    get ended() {
      return ended
    },
    async received(count) {
      await eventually(`${count} events`, async () => {
        if (events.length < count) throw new Error(`${events.length}: ${JSON.stringify(events)}`)
      })
      return events
    },
    [Symbol.dispose]: () => void request.destroy(),
  }
}

/** Opens a port for the app. @returns its address */
export function listen(app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 })
}

/** The messages of the entries that events tell of, in order. */
export const messages = (events: readonly StreamEvent[]) =>
  events.filter(({ event }) => event === 'entry').map(({ data }) => JSON.parse(data).message)
