import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { LANGUAGES } from '../../server/common/languages.ts'
import { FIELD_TEXTS } from '../../server/languages/fields/catalogues.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { SIGNATURE } from '../support/entry.ts'
import { TestVisitor } from '../support/visitor.ts'
import { headerOf, postEntry, postForm, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

const sign = async (fields: object = {}): Promise<Entry> =>
  (await postEntry(guestbook.app, { name: 'Ada', message: 'Hello', signature: SIGNATURE, ...fields })).json()
const fileOf = (id: string) => guestbook.app.inject(`/entry/${id}/signature.svg`)

describe('an entry that is signed by hand', () => {
  test('has its signature in the API, and others have none', async () => {
    const signed = await sign()
    expect(signed.signature).toBe(SIGNATURE)
    await postEntry(guestbook.app, { message: 'Without' })
    const [plain, entry] = await readEntries(guestbook.app, '?limit=2')
    expect(entry).toEqual(signed)
    expect(Object.keys(plain ?? {})).toEqual(['id', 'name', 'message', 'createdAt'])
  })

  test('shows it in the colour of its text, beside the name, which stays for those who do not see it', async () => {
    const { id } = await sign()
    for (const url of ['/', `/entry/${id}`]) {
      const page = (await guestbook.app.inject(url)).body
      const by = page.slice(page.indexOf('class="by"'), page.indexOf('<time'))
      expect(by).toContain('<bdi>Ada</bdi><svg aria-hidden="true"><use href="')
      expect(by).toContain(`entry/${id}/signature.svg#s"`)
      // The drawing itself comes later.
      expect(page).not.toContain(SIGNATURE)
    }
    const file = await fileOf(id)
    expect([file.statusCode, headerOf(file, 'content-type')]).toEqual([200, 'image/svg+xml'])
    expect(headerOf(file, 'cache-control')).toBe('private, max-age=31536000, immutable')
    expect(find(file.body, 'svg').attributes.get('id')).toBe('s')
    expect(file.body).toMatch(/<path [^>]*stroke="currentColor"[^>]* d="M20 120C[-\d C]+M300 40C[-\d ]+"\/><\/svg>$/)
  })

  test('stores what the server has written again, not what came', async () => {
    const { id } = await sign({ signature: 'M007 010l001 -002' })
    const entry = (await guestbook.app.inject(`/api/entries/${id}`)).json()
    expect(entry.signature).toBe('M7 10l1-2')
  })

  test.each([
    ['hidden', (id: string) => guestbook.book.moderation.mark(id, { kind: 'hide' }, 'test'), 410],
    ['removed', (id: string) => guestbook.book.moderation.remove(id, 'test'), 410],
  ])('and then %s is gone with its drawing at once', async (_, act, status) => {
    const { id } = await sign()
    expect((await fileOf(id)).statusCode).toBe(200)
    const done = await act(id)
    if (done.kind === 'done') await guestbook.feed.waitFor(done.position, 5000)
    const file = await fileOf(id)
    expect([file.statusCode, file.body.includes('<svg')]).toEqual([status, false])
    expect((await guestbook.app.inject('/')).body).not.toContain(`/entry/${id}/signature.svg`)
  })

  test('and then changed leads from the old drawing to the new one, or to none', async () => {
    const author = new TestVisitor(guestbook.app)
    const signed = await author.submit('/', { message: 'by hand', signature: SIGNATURE })
    const old = (headerOf(signed, 'location') ?? '').slice('/entry/'.length)
    const form = (await author.get(`/entry/${old}/change`)).body
    // Without a script it can be left out.
    const { attributes } = find(form, 'input', { name: 'signature' })
    expect(['type', 'value'].map((name) => attributes.get(name))).toEqual(['checkbox', SIGNATURE])
    expect(attributes.has('checked')).toBe(true)
    expect(form).toContain(' Signed by hand</label>')
    const changed = await author.submit(`/entry/${old}/change`, { message: 'other words', signature: SIGNATURE })
    const now = (headerOf(changed, 'location') ?? '').slice('/entry/'.length)
    expect(now).not.toBe(old)
    const moved = await fileOf(old)
    expect([moved.statusCode, headerOf(moved, 'location')]).toEqual([301, `/entry/${now}/signature.svg`])
    expect((await fileOf(now)).statusCode).toBe(200)
    const bare = await author.submit(`/entry/${now}/change`, { message: 'without' })
    const last = (headerOf(bare, 'location') ?? '').slice('/entry/'.length)
    expect((await fileOf(last)).statusCode).toBe(404)
  })

  test.each(['/entry/1-0/signature.svg', '/entry/hello/signature.svg', '/entry/99999999999999-0/signature.svg'])(
    'is not made up (%s)',
    async (url) => {
      const response = await guestbook.app.inject(url)
      expect([response.statusCode, response.body.includes('<svg')]).toEqual([404, false])
    },
  )
})

describe('what is no signature', () => {
  test.each([
    ['script', 'M5 5l1 1"/><script>alert(1)</script>', 'signature-not-a-drawing'],
    ['huge numbers', `M5 5l${'9'.repeat(300)} 1`, 'signature-not-a-drawing'],
    ['other digits', 'M٥ ٥l١ ١', 'signature-not-a-drawing'],
    ['2,001 bytes', 'M5 5l1 1'.padEnd(2001, ' 0 0'), 'signature-too-long'],
    ['a great many points', 'M5 5l1 1'.padEnd(20_000, '-1-1 1 1'), 'signature-too-long'],
  ])('is refused with a sentence: %s', async (_, signature, kind) => {
    const before = (await readEntries(guestbook.app)).length
    const response = await postEntry(guestbook.app, { message: 'Hello', signature })
    expect(response.statusCode).toBe(422)
    const problem = response.json()
    expect(problem).toMatchObject({ kind, errors: [{ pointer: '#/signature' }] })
    expect(problem.detail).toMatch(/The drawn signature .*leave it out\./)
    expect(await readEntries(guestbook.app)).toHaveLength(before)
  })

  test.each([[5], [null], [['M5 5l1 1']], [{ d: 'M5 5l1 1' }]])('is refused as no text: %j', async (signature) => {
    const response = await postEntry(guestbook.app, { message: 'Hello', signature })
    expect([response.statusCode, response.json().errors[0].pointer]).toEqual([400, '#/signature'])
  })

  test('comes back by the form with the words, but without what would be refused again', async () => {
    const response = await postForm(guestbook.app, { message: 'my words', signature: '"><script>' })
    expect(response.statusCode).toBe(422)
    expect(find(response.body, 'textarea').text).toContain('my words')
    expect(find(response.body, 'p', { id: 'form-problem' }).text).toMatch(/drawn signature/)
    expect(findAll(response.body, 'input', { name: 'signature' })).toEqual([])
  })

  test('does not take the place of what was drawn well in a form that is refused for another reason', async () => {
    const response = await postForm(guestbook.app, { message: '', signature: SIGNATURE })
    expect(response.statusCode).toBe(422)
    expect(find(response.body, 'input', { name: 'signature' }).attributes.get('value')).toBe(SIGNATURE)
  })
})

describe('where the owner does not offer to sign by hand', () => {
  const offer = async (byHand: string | undefined) =>
    guestbook.feed.waitFor(await guestbook.book.moderation.setSettings({ byHand }, 'test'), 5000)
  beforeEach(() => offer('off'))
  afterEach(() => offer(undefined))
  const fieldsOf = (body: string) => findAll(body, 'input', { name: 'signature' })

  test('a drawing is refused with a sentence, by API and form, and one that is empty is as good as absent', async () => {
    const response = await postEntry(guestbook.app, { message: 'Hello', signature: SIGNATURE })
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({ kind: 'signature-not-offered', errors: [{ pointer: '#/signature' }] })
    const form = await postForm(guestbook.app, { message: 'my words', signature: SIGNATURE })
    expect(form.statusCode).toBe(422)
    expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/leave the drawing out/)
    // Sent again, the form has the words alone.
    expect([find(form.body, 'textarea').text.trim(), fieldsOf(form.body)]).toEqual(['my words', []])
    expect((await postEntry(guestbook.app, { message: 'Hello', signature: '' })).statusCode).toBe(201)
  })

  test.each(LANGUAGES)('its form does not speak of it (%s)', async (language) => {
    const { body } = await guestbook.app.inject({ url: '/', headers: { 'accept-language': language } })
    expect(body).not.toContain('signature-script')
    expect(body).not.toContain(FIELD_TEXTS[language].signature.draw)
  })

  test('drawings that are there stay, and a change keeps them, leaves them out, but brings no other', async () => {
    await offer(undefined)
    const author = new TestVisitor(guestbook.app)
    const signed = await author.submit('/', { message: 'drawn before', signature: SIGNATURE })
    await offer('off')
    expect((await guestbook.app.inject('/')).body).toContain('/signature.svg#s"')
    const address = headerOf(signed, 'location') ?? ''
    expect(
      find((await author.get(`${address}/change`)).body, 'input', { name: 'signature' }).attributes.get('value'),
    ).toBe(SIGNATURE)
    const other = await author.submit(`${address}/change`, { message: 'other words', signature: 'M7 7l1-1' })
    expect(other.statusCode).toBe(422)
    const kept = await author.submit(`${address}/change`, { message: 'other words', signature: SIGNATURE })
    const now = headerOf(kept, 'location') ?? ''
    expect((await guestbook.app.inject(`${now}/signature.svg`)).statusCode).toBe(200)
    const bare = headerOf(await author.submit(`${now}/change`, { message: 'other words' }), 'location') ?? ''
    expect((await guestbook.app.inject(`${bare}/signature.svg`)).statusCode).toBe(404)
  })
})

test('without scripts nothing offers to sign by hand', async () => {
  const page = (await guestbook.app.inject('/')).body
  const form = page.slice(page.indexOf('<form'), page.indexOf('</form>')).replace(/ data-text="[^"]*"/g, '')
  expect(form).not.toContain('Sign by hand')
  expect(findAll(form, 'button')).toHaveLength(1)
})
