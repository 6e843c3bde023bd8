import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { TestVisitor } from '../support/visitor.ts'
import { headerOf } from './requests.ts'

describe('an entry’s own page', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp({ PUBLIC_URL: 'https://book.example', BOOK_TITLE: 'The lake', HOLD_ABOVE: '0' })
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  const get = (path: string) => guestbook.app.inject(`https://book.example${path}`)
  const add = async (message: string, name = '') => (await guestbook.book.append({ name, message })).entry.id

  test('shows it alone, with its own title and preview, and leads into the book', async () => {
    const id = await add('The light <through> the trees\nand the soup', 'Tom')
    const page = await get(`/entry/${id}`)
    expect(page.statusCode).toBe(200)
    expect(findAll(page.body, 'p', { class: 'message' }).map(({ text }) => text)).toEqual([
      'The light <through> the trees\nand the soup',
    ])
    expect(find(page.body, 'title').text).toMatch(/^Entry by Tom, .* – The lake$/)
    for (const property of ['og:description', 'og:title', 'og:url']) {
      const { attributes } = find(page.body, 'meta', { property })
      expect(attributes.get('content')).toMatch(/^(The light <through> the trees|Entry by Tom, .*|.*\/entry\/.*)$/)
    }
    expect(find(page.body, 'link', { rel: 'canonical' }).attributes.get('href')).toBe(
      `https://book.example/entry/${id}`,
    )
    const links = findAll(page.body, 'a').map(({ attributes }) => attributes.get('href'))
    expect(links).toEqual(expect.arrayContaining(['/', `/?entry=${id}#${id}`, `/entry/${id}?lang=de`]))
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(findAll(page.body, 'p', { class: 'thanks' })).toEqual([])
  })

  test('keeps its address when a language is chosen', async () => {
    const id = await add('in any language')
    const chosen = await get(`/entry/${id}?lang=de`)
    expect([chosen.statusCode, headerOf(chosen, 'location')]).toEqual([303, `/entry/${id}`])
  })

  test('thanks its author after signing, and nobody else', async () => {
    const author = new TestVisitor(guestbook.app, { host: 'book.example' })
    const signed = await author.submit('/', { message: 'just written' })
    expect(signed.statusCode).toBe(303)
    const address = headerOf(signed, 'location') ?? ''
    expect(address).toMatch(/^\/entry\//)
    const page = await author.get(address)
    expect(find(page.body, 'p', { class: 'thanks' }).text).toBe('Thank you! Your entry is in the book.')
    expect(page.body).toContain('just written')
    expect(page.body).toContain(`${address}/change`)
    expect(findAll((await get(address)).body, 'p', { class: 'thanks' })).toEqual([])
  })

  test('says that an entry was removed or hidden, and that another never was', async () => {
    const [removed, hidden] = [await add('removed'), await add('hidden')]
    await guestbook.book.moderation.mark(hidden, { kind: 'hide' }, 'Anna')
    await removeEntry(guestbook.book, removed)
    await expect.poll(async () => (await get('/')).body).not.toContain('>removed<')
    for (const id of [removed, hidden]) {
      const page = await get(`/entry/${id}`)
      expect([page.statusCode, find(page.body, 'h1').text]).toEqual([410, 'This entry is gone'])
    }
    for (const id of ['1-1', '99999999999999-0', 'x']) expect((await get(`/entry/${id}`)).statusCode).toBe(404)
  })
})

describe('turning pages', () => {
  let guestbook: TestApp
  let ids: string[]
  beforeAll(async () => {
    guestbook = await startApp({ SEED_MESSAGE: '' })
    ids = []
    for (let number = 0; number < 90; number++)
      ids.push((await guestbook.book.append({ name: '', message: `message ${number}` })).entry.id)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  const shown = (body: string) =>
    findAll(body, 'li').flatMap(({ attributes }) =>
      attributes.has('id') ? [ids.indexOf(attributes.get('id') ?? '')] : [],
    )
  const linkOn = (body: string, text: string) =>
    findAll(body, 'a')
      .find((tag) => tag.text === text)
      ?.attributes.get('href')
      ?.replace('#entries', '') ?? ''
  const range = (newest: number, oldest: number) => Array.from({ length: newest - oldest + 1 }, (_, at) => newest - at)
  const get = (path: string) => guestbook.app.inject(path)

  test('leads to the first page in one step, and from there to newer ones up to the newest', async () => {
    const newest = await get('/')
    let page = await get(linkOn(newest.body, 'The first page'))
    expect(shown(page.body)).toEqual(range(19, 0))
    expect(find(page.body, 'p', { class: 'end' }).text).toMatch(/^The first page, /)
    for (const expected of [range(39, 20), range(59, 40), range(79, 60)]) {
      page = await get(linkOn(page.body, 'Newer entries'))
      expect(shown(page.body)).toEqual(expected)
      expect(findAll(page.body, 'meta', { name: 'robots' })).toHaveLength(1)
    }
    const last = await get(linkOn(page.body, 'Newer entries'))
    expect([last.statusCode, headerOf(last, 'location')]).toEqual([303, '/#entries'])
  })

  test('older and newer are each other’s way back', async () => {
    const older = await get(linkOn((await get('/')).body, 'Older entries'))
    expect(shown(older.body)).toEqual(range(69, 50))
    const oldest = await get(linkOn(older.body, 'Older entries'))
    expect(shown((await get(linkOn(oldest.body, 'Newer entries'))).body)).toEqual(range(69, 50))
  })

  test.each([
    ['2025', '/?before=1767225600000-0#entries'],
    ['2026-02', '/?before=1772323200000-0#entries'],
    ['2026-06-12', '/?before=1781308800000-0#entries'],
    ['0000', '/?before=0-0#entries'],
    ['0099-12', '/?before=0-0#entries'],
    ['', '/'],
  ])('a day, month or year leads to its entries: %s', async (on, location) => {
    const answer = await get(`/?on=${on}`)
    expect([answer.statusCode, headerOf(answer, 'location')]).toEqual([303, location])
  })

  test('the languages keep the page', async () => {
    const page = await get(`/?after=${ids[3]}`)
    expect(find(page.body, 'a', { lang: 'ja' }).attributes.get('href')).toBe(`/?after=${ids[3]}&lang=ja`)
    const chosen = await get(`/?after=${ids[3]}&lang=ja`)
    expect([chosen.statusCode, headerOf(chosen, 'location')]).toEqual([303, `/?after=${ids[3]}`])
  })

  test('an address after an entry of the future leads to the newest page', async () => {
    expect(headerOf(await get('/?after=99999999999999-0'), 'location')).toBe('/#entries')
  })
})
