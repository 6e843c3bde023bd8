import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { isBlank } from '../../server/common/text/blank.ts'
import { renderAtom } from '../../server/routes/atom.ts'
import { findAll, outline } from '../pages/markup.ts'
import { startApp } from '../support/app.ts'
import { entry } from '../support/entry.ts'
import { headerOf, postEntry, postForm, readEntries } from './requests.ts'

const POSITION = { generation: 'g', entries: '0-0', changes: '0-0' }

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus=alert(1) autofocus='",
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '<!-- --><![CDATA[ ]]> ]]>',
  '&lt;b&gt; &amp; &#60; &nope;',
  'javascript:alert(1)',
  '{{7*7}} <%= 7 %> #{7}',
  'data: {"id":"1"}\n\nevent: reload\ndata: x',
  'line\u2028separator\u2029here',
] as const

/** Throws where the text is no well-formed XML; hands back the text of all elements of a name. */
function parseXml(xml: string, element: string): string[] {
  const parser = new SaxesParser({ xmlns: true })
  const found: string[] = []
  let depth = 0
  parser.on('opentag', ({ local }) => {
    if (local === element && depth++ === 0) found.push('')
  })
  parser.on('text', (part) => {
    if (depth > 0) found.push(found.pop() + part)
  })
  parser.on('closetag', ({ local }) => {
    if (local === element) depth--
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return found
}

describe.each(ATTACKS)('%s', (attack) => {
  test('is text on the page, in the form, in the feed, in the API and in live events, and in the owner’s words', async () => {
    await using guestbook = await startApp({ BOOK_TITLE: attack, BOOK_INTRO: attack, SEED_MESSAGE: 'Hi' })
    const { app } = guestbook
    const harmless = await startApp({ BOOK_TITLE: 'x', BOOK_INTRO: 'x', SEED_MESSAGE: 'Hi' })
    await using _ = harmless

    const live = await app.inject({ url: '/api/live?after=', payloadAsStream: true })
    expect((await postForm(app, { name: attack, message: attack })).statusCode).toBe(303)
    expect((await postForm(harmless.app, { name: 'x', message: 'x' })).statusCode).toBe(303)
    const [entry] = await readEntries(app)
    const { name = '', message = '' } = entry ?? {}

    // The page is made of the same tags and attributes as one with harmless words.
    const page = await app.inject('/')
    expect(outline(page.body)).toEqual(outline((await harmless.app.inject('/')).body))
    expect(findAll(page.body, 'p', { class: 'message' })[0]?.text).toBe(message)
    expect(findAll(page.body, 'bdi')[0]?.text).toBe(name)

    // So is the form that comes back.
    const refused = await postForm(app, { name: attack, message: attack + 'x'.repeat(1001) })
    expect(refused.statusCode).toBe(422)
    expect(outline(refused.body)).toEqual(
      outline((await postForm(harmless.app, { name: 'x', message: 'x'.repeat(1001) })).body),
    )

    const feed = await app.inject('/feed.atom')
    expect(parseXml(feed.body, 'name')[0]).toBe(name)
    expect(parseXml(feed.body, 'p')[0]?.replaceAll(/\s/g, '')).toBe(message.replaceAll(/\s/g, ''))

    guestbook.streams.close()
    const events = (await text(live.stream())).split('\n\n').filter((event) => event.includes('event: entry'))
    expect(events).toHaveLength(1)
    const lines = events[0]?.split('\n') ?? []
    expect(lines.map((line) => line.split(':')[0])).toEqual(['id', 'event', 'data'])
    expect(JSON.parse(lines[2]?.slice('data: '.length) ?? '')).toEqual(entry)
  })
})

describe('what a request holds comes back nowhere as markup', () => {
  test.each(['/<script>alert(1)</script>', '/%3Cscript%3Ealert(1)%3C/script%3E', '/?before=<script>', '/?lang="><b>'])(
    '%s',
    async (url) => {
      await using guestbook = await startApp()
      const response = await guestbook.app.inject({ url, headers: { 'x-request-id': '<script>', referer: '<script>' } })
      expect(response.body).not.toMatch(/<script>(?!<)/)
      expect(response.body).not.toContain('<b>')
      expect(headerOf(response, 'x-content-type-options')).toBe('nosniff')
    },
  )

  test('an unknown field, in the API’s own words', async () => {
    await using guestbook = await startApp()
    const response = await postEntry(guestbook.app, { message: 'Hi', '<script>': 1 })
    expect(headerOf(response, 'content-type')).toBe('application/problem+json')
    expect(headerOf(response, 'x-content-type-options')).toBe('nosniff')
  })
})

describe('the Atom feed', () => {
  test('has the newest 20 entries, and addresses that begin with PUBLIC_URL', async () => {
    await using guestbook = await startApp({ PUBLIC_URL: 'https://book.example', SEED_MESSAGE: 'Hello World!' })
    const host = 'book.example'
    for (let count = 0; count < 21; count++) await postEntry(guestbook.app, { message: `Entry ${count}` }, { host })
    const response = await guestbook.app.inject({ url: '/feed.atom', headers: { host } })
    expect(headerOf(response, 'content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(parseXml(response.body, 'title').slice(1, 3)).toEqual(['Entry 20', 'Entry 19'])
    expect(parseXml(response.body, 'entry')).toHaveLength(20)
    const ids = parseXml(response.body, 'id')
    expect(new Set(ids).size).toBe(21)
    for (const id of ids) expect(id).toMatch(/^https:\/\/book\.example\//)
    const again = await guestbook.app.inject({
      url: '/feed.atom',
      headers: { host, 'if-none-match': headerOf(response, 'etag') ?? '' },
    })
    expect(again.statusCode).toBe(304)
  })

  test('of an empty book is a feed without entries', async () => {
    await using guestbook = await startApp()
    const { body } = await guestbook.app.inject('/feed.atom')
    expect(parseXml(body, 'entry')).toHaveLength(0)
    expect(parseXml(body, 'updated')).toEqual(['1970-01-01T00:00:00.000Z'])
  })

  test.each([
    ['control characters', 'a\u0001b\u000bc\u001f'],
    ['half a surrogate pair', 'a\ud800b'],
    ['what is no character', 'a\ufffe\uffffb'],
    ['markup', '<b>&amp;</b>'],
  ])('stays well-formed where an entry or the owner wrote %s by other means', (_what, words) => {
    const entries = [entry({ name: words, message: words })]
    const xml = renderAtom(entries, POSITION, { title: words, intro: words })
    expect(parseXml(xml, 'entry')).toHaveLength(1)
  })

  test('is well-formed and has titles, whatever the book holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(fc.array(fc.record({ name: text, message: text }), { minLength: 20, maxLength: 20 }), (drafts) => {
        const entries = drafts.map((draft, index) => entry({ ...draft, id: `1-${index}` }))
        const xml = renderAtom(entries, POSITION, {})
        const titles = parseXml(xml, 'title')
        expect(titles).toHaveLength(21)
        for (const title of titles) expect(isBlank(title)).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  const titleOf = (message: string, name = '') => {
    const [, title = ''] = parseXml(renderAtom([entry({ name, message })], POSITION, {}), 'title')
    return title
  }

  test.each([
    ['Hello', 'Hello'],
    ['Hello\nthere', 'Hello'],
    ['\n\n  \t\n  Hello   there \nagain', 'Hello there'],
    ['\u200d\u200b\n\u2800\nHello', 'Hello'],
    ['\ufffe\n\u0001\nHello', 'Hello'],
    ['👩\u200d👩\u200d👧', '👩\u200d👩\u200d👧'],
    ['🎉\n', '🎉'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(59)}…`],
    ['𝒳'.repeat(100), `${'𝒳'.repeat(59)}…`],
    ['👩\u200d👩\u200d👧'.repeat(61), `${'👩\u200d👩\u200d👧'.repeat(59)}…`],
    ['e\u0301'.repeat(61), `${'e\u0301'.repeat(59)}…`],
    ['🇨🇭'.repeat(61), `${'🇨🇭'.repeat(59)}…`],
    ['क्षि'.repeat(60), 'क्षि'.repeat(60)],
  ])('the title of %j is its first line that shows anything, and never a part of a character', (message, title) => {
    expect(titleOf(message)).toBe(title)
  })

  test.each(['', '\n', '\u200d', ' \u2800 ', '\u0001', '\ufffe', '\ud800'])(
    'an entry whose message shows nothing has the name of its author: %j',
    (message) => {
      expect(titleOf(message, 'Ada')).toBe('Ada')
      expect(titleOf(message, ' \u200d')).toBe('A guest')
    },
  )
})
