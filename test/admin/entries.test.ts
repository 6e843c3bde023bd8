import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reason } from '../../server/book/screening.ts'
import { compareIds } from '../../server/common/log-id.ts'
import { given } from '../book/contract/harness.ts'
import { headerOf } from '../http/requests.ts'
import { find } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { type SignedInBrowser, signIn } from './browser.ts'
import { saidIn } from './said.ts'

describe('entries in an embedded book', () => entriesTests(async () => ({ variables: {}, stop: async () => {} })))

describeWith(['redis'], 'entries in a book on Redis', () =>
  entriesTests(async () => {
    const redis = await startRedis()
    return { variables: redisVariables(redis.master), stop: async () => redis[Symbol.asyncDispose]() }
  }),
)

function entriesTests(
  place: () => Promise<{ readonly variables: Record<string, string>; readonly stop: () => Promise<void> }>,
): void {
  let guestbook: TestApp
  let anna: SignedInBrowser
  let mo: SignedInBrowser
  let stop: () => Promise<void>
  beforeAll(async () => {
    const found = await place()
    stop = found.stop
    guestbook = await startApp(found.variables)
    anna = await signIn(guestbook)
    mo = await signIn(guestbook, { name: 'Mo', role: 'moderator' })
  })
  afterAll(async () => {
    await guestbook?.[Symbol.asyncDispose]()
    await stop?.()
  })

  const hold = async (message: string, reasons: readonly Reason[] = ['link'], name = '') =>
    (await guestbook.book.append({ message, name }, { screening: { hold: reasons } })).entry.id
  const sign = async (message: string, name = '') => (await guestbook.book.append({ message, name })).entry.id
  const messages = async () =>
    (await guestbook.book.page({ limit: 50, fromMaster: true })).entries.map(({ message }) => message)
  const follow = async (browser: SignedInBrowser, response: Awaited<ReturnType<SignedInBrowser['post']>>) => {
    expect(response.statusCode, response.body).toBe(303)
    return (await browser.get(headerOf(response, 'location') ?? '')).body
  }
  const act = async (action: string, ids: readonly string[], browser = anna) =>
    follow(browser, await browser.post('/admin/entries', [['action', action], ...ids.map((id) => ['id', id] as const)]))
  const undo = async (body: string, browser = anna) => {
    const records = /name="records" value="([\d_-]+)"/.exec(body)?.[1] ?? ''
    return follow(browser, await browser.post('/admin/entries', { action: 'undo', records }))
  }

  test('what waits is shown oldest first with its reasons in words, and a selection is published in that order', async () => {
    const ids = [
      await hold('first of three', ['first']),
      await hold('second of three', ['links', 'too-fast'], 'Zoë <b>'),
      await hold('third of three'),
    ]
    const page = (await anna.get('/admin')).body
    expect(page).toContain('3 entries are waiting')
    expect(page).toMatch(/<title>3 waiting – /)
    expect(page).toMatch(
      /first of three[\s\S]*first entry[\s\S]*second of three[\s\S]*several links · too fast[\s\S]*third of three/,
    )
    expect(page).toContain('<bdi>Zoë &#60;b&#62;</bdi>')
    const german = await anna.get('/admin?lang=de', { 'accept-language': 'de' })
    expect(german.body).toContain('mehrere Links · zu schnell')
    const body = await act('publish', ids.toReversed())
    expect(saidIn(body)).toBe('3 entries published.')
    expect(await messages()).toEqual(['third of three', 'second of three', 'first of three'])
    expect(saidIn(await act('publish', ids))).toBe('3 had been decided already.')
    const undone = await undo(body)
    expect(saidIn(undone)).toBe('3 entries hidden.')
    expect(await messages()).toEqual([])
    expect(saidIn(await undo(undone))).toBe('3 entries shown again.')
    expect((await messages()).length).toBe(3)
  })

  test('an owner finds beside the gate where it is set; a moderator may not set it', async () => {
    const link = '/settings#gate">Change</a>'
    expect((await anna.get('/admin')).body).toContain(link)
    expect((await mo.get('/admin')).body).not.toContain('Change</a>')
    expect((await anna.get('/admin/settings')).body).toContain('<fieldset id="gate"')
  })

  test('the button of one entry acts on it alone, whatever is selected', async () => {
    const [one, other] = [await hold('just me'), await hold('not me')]
    const body = await follow(anna, await anna.post('/admin/entries', { one: `publish ${one}`, id: other }))
    expect(saidIn(body)).toBe('1 entry published.')
    expect((await messages())[0]).toBe('just me')
    expect(await act('refuse', [other])).toContain('1 entry refused.')
  })

  test('spam can be undone, refusing cannot and asks first', async () => {
    const id = await hold('buy this')
    const body = await act('spam', [id])
    expect(saidIn(body)).toBe('1 entry moved to spam.')
    expect((await anna.get('/admin/entries?state=spam')).body).toContain('buy this')
    expect(saidIn(await undo(body))).toBe('1 entry is waiting again.')
    const page = (await anna.get('/admin')).body
    expect(page).toContain('buy this')
    const button = given(/<button name="one" value="refuse ([\d-]+)" formaction="([^"]+)"/.exec(page))
    const asked = await anna.post(given(button[2]), { one: `refuse ${button[1]}` })
    expect(asked.body).toContain('Refuse 1 entry?')
    expect(asked.body).toContain('This cannot be undone.')
    expect(asked.body).toContain('buy this')
    expect((await anna.get('/admin')).body).toContain('buy this')
    const refused = await act('refuse', [given(button[1])])
    expect(saidIn(refused)).toBe('1 entry refused.')
    expect(refused).not.toContain('class="undo"')
    expect((await anna.get('/admin')).body).not.toContain('buy this')
  })

  test('entries are hidden, shown, pinned and removed; a moderator may only hide and show', async () => {
    const id = await sign('a visible one')
    const hidden = await act('hide', [id], mo)
    expect(saidIn(hidden)).toBe('1 entry hidden.')
    expect(await messages()).not.toContain('a visible one')
    const list = (await mo.get('/admin/entries?state=hidden')).body
    expect(list).toContain('a visible one')
    expect(list).not.toMatch(/value="(remove|pin)/)
    expect(saidIn(await undo(hidden, mo))).toBe('1 entry shown again.')
    for (const action of ['remove', 'pin', 'unpin']) {
      const refused = await mo.post('/admin/entries', { action, id })
      expect([refused.statusCode, refused.body]).toEqual([403, expect.stringContaining('Only owners may do that')])
      expect((await mo.post('/admin/entries', { one: `${action} ${id}` })).statusCode).toBe(403)
    }
    expect((await mo.post('/admin/entries/ask', { action: 'remove', id })).statusCode).toBe(403)
    const pinned = await follow(anna, await anna.post(`/admin/entries/${id}/pin`, { back: '/admin/entries' }))
    expect(saidIn(pinned)).toBe('1 entry pinned.')
    expect(saidIn(await undo(pinned))).toBe('1 entry unpinned.')
    expect((await anna.post('/admin/entries/ask', { action: 'remove', id })).body).toContain('Remove 1 entry?')
    const removed = await act('remove', [id, id])
    expect(saidIn(removed)).toBe('1 entry removed for good.')
    expect(removed).not.toContain('class="undo"')
    expect(saidIn(await act('remove', [id]))).toBe('1 is not there any more.')
  })

  test('a fourth pin is refused, with the three that there are and the way to unpin one', async () => {
    const [one = '', two = '', three = '', four = ''] = [
      await sign('pin <one>', 'Ada'),
      await sign('pin two', ''),
      await sign('pin three', 'علي'),
      await sign('pin four', 'Bob'),
    ]
    expect(saidIn(await act('pin', [one, two, three]))).toBe('3 entries pinned.')
    const refused = await act('pin', [four])
    expect(saidIn(refused)).toBe(
      'At most 3 entries can be pinned. Pinned now: \u2068علي, pin three\u2069 · \u2068A guest, pin two\u2069 · \u2068Ada, pin <one>\u2069. ' +
        'Unpin one of them first.',
    )
    expect(refused).toContain('/admin/entries?state=top">Unpin</a>')
    const list = (await anna.get('/admin/entries?state=top')).body
    expect(list.match(/value="unpin /g)).toHaveLength(3)
    expect(list).not.toContain('pin four')
    expect(saidIn(await act('pin', [one]))).toBe('1 had been decided already.')
    expect(saidIn(await act('unpin', [one, two, three]))).toBe('3 entries unpinned.')
    expect(saidIn(await act('pin', [four, one]))).toBe('2 entries pinned.')
    expect(saidIn(await act('unpin', [four, one]))).toBe('2 entries unpinned.')
  })

  test('nobody undoes what another has done', async () => {
    const id = await sign('hidden by Anna')
    const body = await act('hide', [id])
    expect(saidIn(await undo(body, mo))).toBe('There was nothing left to undo.')
    expect(await messages()).not.toContain('hidden by Anna')
    expect(saidIn(await undo(body))).toBe('1 entry shown again.')
  })

  test('a form that makes no sense is refused and changes nothing', async () => {
    const id = await hold('undecided')
    for (const fields of [
      { action: 'burn', id },
      { action: '', id },
      { id },
      { action: 'publish', id: 'x' },
      { action: 'publish', id: `${id}x` },
      { one: 'publish' },
      { one: `burn ${id}` },
      { action: 'undo' },
      { action: 'undo', records: '1-0' },
      { action: 'undo', records: '1-0_x' },
    ]) {
      expect([fields, (await anna.post('/admin/entries', fields as Record<string, string>)).statusCode]).toEqual([
        fields,
        400,
      ])
    }
    const many = Array.from({ length: 201 }, (_, index) => ['id', `1-${index}`] as const)
    expect((await anna.post('/admin/entries', [['action', 'publish'], ...many])).statusCode).toBe(400)
    expect(saidIn(await act('publish', []))).toBe('Nothing was selected, so nothing was done.')
    expect((await anna.post('/admin/entries/ask', { action: 'publish', id })).statusCode).toBe(400)
    expect((await anna.get('/admin')).body).toContain('undecided')
    await act('refuse', [id])
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/admin/leave',
    'javascript:alert(1)',
    '/assets/x',
    '',
  ])('the way back leads to our own pages only, not to %j', async (back) => {
    const response = await anna.post('/admin/entries', { action: 'publish', back })
    expect(headerOf(response, 'location')).toBe('/admin?done=nothing-selected')
  })

  test('a reply is saved, refused if it is too long, changed and taken away', async () => {
    const id = await sign('please answer', 'Kim')
    const address = `/admin/entries/${id}/reply`
    expect((await mo.get(address)).body).toContain('please answer')
    const saved = await follow(mo, await mo.post(address, { text: 'Thank you!\r\n<3', back: `/?entry=${id}` }))
    expect(saved).toContain('Thank you!\n&#60;3')
    const reply = async () => (await guestbook.book.moderation.kept({ limit: 1 })).entries[0]?.reply?.text
    expect(await reply()).toBe('Thank you!\n<3')
    const long = await anna.post(address, { text: 'a'.repeat(1001) })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('there is room for 1,000 characters')
    expect(long.body).toContain('a'.repeat(1001))
    expect((await anna.post(address, { text: 'a'.repeat(1000) })).statusCode).toBe(303)
    expect((await anna.post(address, {})).statusCode).toBe(400)
    const gone = await follow(anna, await anna.post(address, { text: ' \u200b ' }))
    expect(saidIn(gone)).toBe('There is no reply now.')
    expect(await reply()).toBeUndefined()
    const again = await follow(anna, await anna.post(address, { text: 'Once more' }))
    expect(saidIn(again)).toBe('Reply saved.')
    await undo(again)
    expect(await reply()).toBeUndefined()
    for (const unknown of ['1-1', '0-0'])
      expect((await anna.get(`/admin/entries/${unknown}/reply`)).statusCode).toBe(404)
    expect((await anna.get('/admin/entries/x/reply')).statusCode).toBe(400)
  })

  test('the list has pages, and is searched without minding case, accents and forms', async () => {
    for (const text of ['Ein Café im Grünen', 'ΣΊΣΥΦΟΣ', 'ｆｕｌｌ width', '100 % "quoted" <tag>'])
      await sign(text, 'Renée')
    const search = async (query: Record<string, string>) =>
      (await anna.get(`/admin/entries?${new URLSearchParams(query)}`)).body.match(/<p class="message"/g)?.length ?? 0
    for (const q of ['cafe', 'GRUNEN', 'cafe\u0301', 'Σίσυφος', 'full', '"quoted" <tag>'])
      expect([q, await search({ q })]).toEqual([q, 1])
    expect(await search({ name: 'renee' })).toBe(4)
    expect(await search({ q: 'cafe', name: 'nobody' })).toBe(0)
    const today = new Date().toISOString().slice(0, 10)
    expect(await search({ from: today, to: today, name: 'renee' })).toBe(4)
    expect(await search({ to: '2001-01-01' })).toBe(0)
    expect(await search({ from: '2101-01-01' })).toBe(0)
    expect((await anna.get('/admin/entries?from=yesterday')).body).toContain('A date must look like')
    expect((await anna.get('/admin/entries?from=2026-02-31')).body).toContain('A date must look like')
    expect((await anna.get('/admin/entries?state=burnt')).statusCode).toBe(400)
    expect((await anna.get('/admin/entries?before=x')).statusCode).toBe(400)
    await Promise.all(Array.from({ length: 120 }, (_, index) => sign(`page entry ${index}`, 'Pager')))
    const ids: string[] = []
    let address: string | undefined = '/admin/entries?name=pager'
    while (address !== undefined) {
      const { body }: { body: string } = await anna.get(address)
      ids.push(...[...body.matchAll(/name="id" value="([\d-]+)"/g)].map(([, id]) => given(id)))
      address = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&#38;', '&').replaceAll('&#61;', '=')
    }
    expect(ids.length).toBe(120)
    expect(ids).toEqual(ids.toSorted((a, b) => compareIds(b, a)))
  })

  test('the log says who did what, and turns pages', async () => {
    const id = await sign('to be logged')
    await act('hide', [id], mo)
    await act('show', [id])
    const opensAt = Date.UTC(2026, 11, 1, 9)
    await guestbook.book.moderation.setGate({ state: 'hold', opensAt }, 'Anna')
    await guestbook.book.moderation.setSettings({ ownerName: 'Anna', 'title.de': 'Am See' }, 'Anna')
    await expect.poll(async () => (await anna.get('/admin/log')).body).toContain('Title')
    const { body } = await anna.get('/admin/log')
    expect(body).toContain('>Your name, Title<')
    expect(body).toContain('>Everyone; each entry waits for you · Opens: December 1, 2026 at 9:00 AM UTC<')
    expect(body).toMatch(/Anna<\/bdi>[\s\S]{0,200}showed an entry again[\s\S]*Mo<\/bdi>[\s\S]{0,200}hid an entry/)
    await guestbook.book.moderation.setGate({ state: 'open' }, 'Anna')
    expect((await mo.get('/admin/log?before=1-0')).statusCode).toBe(200)
    expect((await anna.get('/admin/log?before=x')).statusCode).toBe(400)
  })

  test('the count is told to the script, and the queue has pages of 50', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => hold(`queued ${index}`)))
    expect((await anna.get('/admin/count')).json()).toEqual({ waiting: 60 })
    const first = (await anna.get('/admin')).body
    expect(first.match(/<p class="message"/g)).toHaveLength(50)
    const next = given(find(first, 'a', { rel: 'next' }).attributes.get('href'))
    const second = (await anna.get(next)).body
    const ids = [...second.matchAll(/name="id" value="([\d-]+)"/g)].map(([, id]) => given(id))
    expect(ids).toHaveLength(10)
    const body = await follow(
      anna,
      await anna.post('/admin/entries', [
        ['action', 'publish'],
        ['back', next],
        ...ids.map((id) => ['id', id] as const),
      ]),
    )
    expect(saidIn(body)).toBe('10 entries published.')
    expect(body.match(/<p class="message"/g)).toHaveLength(50)
    await eventually('the page to show them', async () => {
      expect((await guestbook.app.inject('/')).body).toContain('queued 59')
    })
  })
}
