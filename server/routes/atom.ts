import type { FastifyInstance } from 'fastify'
import { html as xml } from 'ghtml'
import type { Reader } from '../book/reader/reader.ts'
import type { Entry } from '../common/entry.ts'
import type { LogId } from '../common/log-id.ts'
import { API_ENTRIES_PATH, BOOK_PATH, bookPath, entryPath, FEED_PATH } from '../common/paths.ts'
import type { Position } from '../common/position.ts'
import { isBlank } from '../common/text/blank.ts'
import { excerpt } from '../common/text/excerpt.ts'
import { EncodedBodies } from '../http/encoded-body.ts'
import { relativeAddresses, TOP } from '../http/relative-address.ts'
import { CATALOGUES } from '../languages/catalogues.ts'
import { type BookSettings, introIn, titleIn } from '../settings/book-settings.ts'
import type { LiveSettings } from '../settings/live-settings.ts'

const SIZE = 20

const TITLE_CHARACTERS = 60

interface AtomOptions {
  readonly reader: Reader
  readonly settings: LiveSettings
}

/** The newest entries for feed readers (RFC 4287). Without PUBLIC_URL, addresses are relative to the feed's own. */
export function getFeed(app: FastifyInstance, path: string, { reader, settings }: AtomOptions): void {
  const bodies = new EncodedBodies<'feed'>()

  app.get(path, async (request, reply) => {
    const { visitor } = request
    const reading = await reader.newest(SIZE, visitor.seen)
    const { entries, position, isConfirmed } = reading
    visitor.tellRead(reply, position, isConfirmed)
    const render = () => relativeAddresses(renderAtom(entries, position, settings.current), TOP)
    reply
      .type('application/atom+xml; charset=utf-8')
      .headers({ 'cache-control': 'private, no-cache', vary: 'Accept-Encoding' })
    return bodies.get(reading, 'feed', render).send(request, reply)
  })
}

/** The generation of `position` identifies the book if it has no address. */
export function renderAtom(
  entries: readonly Entry[],
  { generation, changes }: Position,
  settings: BookSettings,
): string {
  const { ownerName, publicUrl = '', language = 'en' } = settings
  const words = CATALOGUES[language]
  const name = publicUrl === '' ? `urn:guestbook:${generation}` : publicUrl
  const items = entries.map(
    (entry) => xml`<entry>
<id>${name}${publicUrl === '' ? ':' : `${API_ENTRIES_PATH}/`}${entry.id}</id>
<title>${excerpt(legal(entry.message), TITLE_CHARACTERS) ?? authorOf(entry, words.anonymous)}</title>
<link rel="alternate" type="text/html" href="${publicUrl}${entryPath(entry.id)}"/>
<published>${entry.createdAt}</published>
<updated>${timeOf(updateOf(entry))}</updated>
<author><name>${authorOf(entry, words.anonymous)}</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">!${renderText(entry.message)}!${entry.reply ? xml`<blockquote><p>${legal(ownerName ?? words.reply)}</p>!${renderText(entry.reply.text)}</blockquote>` : ''}</div></content>
</entry>
`,
  )
  return xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${name}${publicUrl === '' ? '' : BOOK_PATH}</id>
<title>${legal(titleIn(settings, language) ?? words.title)}</title>
<subtitle>${legal(introIn(settings, language) ?? words.intro)}</subtitle>
<link rel="alternate" type="text/html" href="${publicUrl}${bookPath()}"/>
<link rel="self" type="application/atom+xml" href="${publicUrl}${FEED_PATH}"/>
<updated>${timeOf(Math.max(millisecondsOf(changes), ...entries.map(updateOf)))}</updated>
!${items}</feed>
`
}

function renderText(text: string): string {
  const lines = legal(text).split('\n')
  return xml`<p dir="auto">!${lines.map((line) => xml`${line}<br/>`)}</p>`
}

/** When an entry was last written, changed or answered, in milliseconds since 1970. */
function updateOf({ id, createdAt, edited, reply }: Entry): number {
  return Math.max(Date.parse(createdAt), edited ? millisecondsOf(id) : 0, reply ? Date.parse(reply.at) : 0)
}

/** When an ID was given, in milliseconds since 1970; 0 if it is no time. */
function millisecondsOf(id: LogId): number {
  return new Date(Number(id.split('-')[0])).getTime() || 0
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function authorOf({ name, extra = '' }: Entry, anonymous: string): string {
  const author = legal(name)
  const shown = isBlank(author) ? anonymous : author
  return extra === '' ? shown : `${shown}, ${legal(extra)}`
}

/** Removes what XML 1.0 cannot hold, but an owner's text or an entry added by other means may. */
function legal(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
}
