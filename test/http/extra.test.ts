import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { TestVisitor } from '../support/visitor.ts'
import { headerOf, postEntry, postForm, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

async function ask(settings: Readonly<Record<string, string | undefined>>): Promise<void> {
  const all = { extra: undefined, 'extra.de': undefined, 'extra.ja': undefined, ...settings }
  const position = await guestbook.book.moderation.setSettings(all, 'test')
  await guestbook.feed.waitFor(position, 5000)
}
const page = async (language = 'en', url = '/') =>
  (await guestbook.app.inject({ url, headers: { 'accept-language': language } })).body
const labelsOf = (body: string) => findAll(body, 'label', { for: 'extra' }).map(({ text }) => text)

describe('the owner’s own question', () => {
  beforeEach(() => ask({}))

  test('is not asked unless the owner sets it, and an answer is refused with a sentence', async () => {
    expect(labelsOf(await page())).toEqual([])
    const response = await postEntry(guestbook.app, { message: 'Hello', extra: 'Oslo' })
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({ kind: 'extra-not-asked', errors: [{ pointer: '#/extra' }] })
    const form = await postForm(guestbook.app, { message: 'my words', extra: 'Oslo' })
    expect(form.statusCode).toBe(422)
    expect(find(form.body, 'input', { id: 'extra' }).attributes.get('value')).toBe('Oslo')
    expect(find(form.body, 'p', { id: 'extra-problem' }).text).toMatch(/leave it empty/)
    // Empty is as good as absent.
    expect((await postEntry(guestbook.app, { message: 'Hello', extra: ' ' })).statusCode).toBe(201)
  })

  test('is asked in the words of each language', async () => {
    await ask({ extra: 'Where from?', 'extra.de': 'Woher?' })
    expect(labelsOf(await page('en'))).toEqual(['Where from?'])
    expect(labelsOf(await page('de'))).toEqual(['Woher?'])
    await ask({ 'extra.ja': 'どちらから？' })
    expect(labelsOf(await page('ja'))).toEqual(['どちらから？'])
    expect(labelsOf(await page('en'))).toEqual([])
    // Programs have no language of their own.
    expect((await postEntry(guestbook.app, { message: 'Hello', extra: 'Oslo' })).statusCode).toBe(201)
  })

  test('is answered by form and API, shown beside the name, in the feed and in the search', async () => {
    await ask({ extra: 'Where from?' })
    expect((await postForm(guestbook.app, { name: 'Ada', message: 'by form', extra: ' Oslo\n' })).statusCode).toBe(303)
    await postEntry(guestbook.app, { message: 'by API', extra: '北京' })
    expect((await readEntries(guestbook.app, '?limit=2')).map(({ extra }) => extra)).toEqual(['北京', 'Oslo'])
    const body = await page()
    expect(body).toContain('<bdi>Ada</bdi> <bdi class="extra">Oslo</bdi>')
    expect(body).toContain('<bdi class="guest">A guest</bdi> <bdi class="extra" lang="zh-Hans">北京</bdi>')
    expect((await guestbook.app.inject('/feed.atom')).body).toContain('<name>Ada, Oslo</name>')
  })

  test.each([
    ['x'.repeat(51), 'extra-too-long'],
    ['x'.repeat(20_000), 'extra-too-long'],
    [`Z${'\u0334'.repeat(9)}`, 'too-many-marks'],
  ])('has the rules of a name (%#)', async (extra, kind) => {
    await ask({ extra: 'Where from?' })
    const response = await postEntry(guestbook.app, { message: 'Hello', extra })
    expect(response.json()).toMatchObject({ status: 422, kind, errors: [{ pointer: '#/extra' }] })
  })

  test('holds an answer with a link or a word of the owner’s, as a message', async () => {
    await ask({ extra: 'Where from?' })
    const response = await postEntry(guestbook.app, { message: 'Hello', extra: 'http://example.com' })
    expect(response.statusCode).toBe(202)
  })

  test('that is not asked any more leaves answers in the book, and a change keeps or clears them', async () => {
    await ask({ extra: 'Where from?' })
    const author = new TestVisitor(guestbook.app)
    const signed = await author.submit('/', { message: 'before', extra: 'Oslo' })
    const id = (headerOf(signed, 'location') ?? '').slice('/entry/'.length)
    await ask({})
    expect(await page()).toContain('<bdi class="extra">Oslo</bdi>')
    const form = (await author.get(`/entry/${id}/change`)).body
    expect(find(form, 'label', { for: 'change-extra' }).text).toBe('Beside your name')
    const kept = await author.submit(`/entry/${id}/change`, { message: 'after', extra: 'Oslo' })
    expect(kept.statusCode).toBe(303)
    const now = headerOf(kept, 'location') ?? ''
    expect((await author.submit(`${now}/change`, { message: 'after', extra: 'Bergen' })).statusCode).toBe(422)
    expect((await author.submit(`${now}/change`, { message: 'after' })).statusCode).toBe(303)
    const [entry] = await readEntries(guestbook.app, '?limit=1')
    expect(entry).toMatchObject({ message: 'after', edited: true })
    expect(entry).not.toHaveProperty('extra')
  })
})
