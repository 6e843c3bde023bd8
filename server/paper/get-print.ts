import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Book } from '../book/book.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { Entry } from '../common/entry.ts'
import { queryOf } from '../http/query-of.ts'
import { relativeAddresses, rootFrom } from '../http/relative-address.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { ContextOf, PageContext } from '../pages/page-context.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { createEntryPrinter, renderCover, renderEnd, renderRefusedSpan } from './printed-book.ts'
import { expectReading, Printings } from './printings.ts'
import { type Beginning, beginReading, readSlices } from './slices.ts'
import { type ReadSpan, readSpan } from './span.ts'

const MOST_AT_ONCE = 2

/** For a slice of about 100 KB. A browser stops reading while it lays out a long page. */
const PATIENCE_MS = 60_000

interface PrintOptions {
  readonly book: Pick<Book, 'page'>
  readonly reader: Pick<Reader, 'after'>
  readonly settings: LiveSettings
  readonly contextOf: ContextOf
  readonly requestLog: RequestLog
}

/** The whole book, or the days `from` to `to`, to print. That is expensive: only owners may, and only a few at a time. */
export function getPrint(app: FastifyInstance, path: string, options: PrintOptions): void {
  const { book, reader, settings, contextOf, requestLog } = options
  const printings = new Printings(MOST_AT_ONCE)
  app.addHook('preClose', async () => printings.close())
  app.get(path, async (request, reply) => {
    const context = contextOf(request.visitor.negotiateLanguage(reply))
    const asked = readSpan(queryOf(request), settings.current.timeZone ?? 'UTC')
    reply.type('text/html; charset=utf-8')
    if (!asked.ok) return reply.code(400).send(renderRefusedSpan(asked, context))
    if (request.method === 'HEAD') return reply.send('')
    const printing = printings.begin()
    reply.raw.once('close', printing.end)
    try {
      const beginning = await beginReading(book)
      const slices = readSlices({ reader, position: beginning.position, span: asked.span, signal: printing.signal })
      // Before the answer begins, so that it can still be an error.
      const first = await slices.next()
      const pieces = printBook({ asked, beginning, first: first.value ?? [], slices }, context)
      const leave = () => reply.raw.destroy()
      printing.signal.addEventListener('abort', leave, { once: true })
      const stream = Readable.from(expectReading(relative(pieces, request), PATIENCE_MS, leave), { objectMode: false })
      stream.once('close', () => {
        printing.signal.removeEventListener('abort', leave)
        printing.end()
      })
      return reply.send(stream)
    } catch (error) {
      if (printing.signal.aborted) {
        requestLog.cutOff(request)
        reply.raw.destroy()
        return reply.hijack()
      }
      printing.end()
      throw error
    }
  })
}

interface Printed {
  readonly asked: Extract<ReadSpan, { readonly ok: true }>
  readonly beginning: Beginning
  readonly first: readonly Entry[]
  readonly slices: AsyncIterable<readonly Entry[]>
}

async function* printBook({ asked, beginning, first, slices }: Printed, context: PageContext): AsyncGenerator<string> {
  const print = createEntryPrinter(context)
  yield renderCover({ form: asked.form, dates: datesOf(asked, first, beginning) }, context)
  let count = first.length
  if (first.length > 0) yield print(first)
  for await (const entries of slices) {
    count += entries.length
    if (entries.length > 0) yield print(entries)
  }
  yield renderEnd(count, context)
}

/** The days that were asked for, or else those of the first and the newest entry. */
function datesOf(
  { form, span }: Printed['asked'],
  [oldest]: readonly Entry[],
  { newest }: Beginning,
): { first: string; last: string } | undefined {
  const first = form.from === '' ? oldest?.createdAt : new Date(span.from).toISOString()
  const last = form.to === '' ? newest?.createdAt : new Date(span.end - 1).toISOString()
  return first === undefined || last === undefined || first > last ? undefined : { first, last }
}

/** Streams do not pass the hook that makes addresses relative. */
async function* relative(pieces: AsyncIterable<string>, request: FastifyRequest): AsyncGenerator<string> {
  for await (const piece of pieces) yield relativeAddresses(piece, rootFrom(request))
}
