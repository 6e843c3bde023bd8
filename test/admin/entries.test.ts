import { describe, expect, test } from 'vitest'
import { given } from '../book/contract/harness.ts'
import { headerOf } from '../http/requests.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { type Desk, useDesk } from './entries-desk.ts'
import { saidIn } from './said.ts'

describe('entries in an embedded book', () => entriesTests(useDesk()))

describeWith(['redis'], 'entries in a book on Redis', () => entriesTests(useDesk(startRedis)))

function entriesTests(desk: Desk): void {
  const { act, follow, hold, messages, sign, undo } = desk

  test('what waits is shown oldest first with its reasons in words, and a selection is published in that order', async () => {
    const ids = [
      await hold('first of three', ['first']),
      await hold('second of three', ['links', 'too-fast'], 'Zoë <b>'),
      await hold('third of three'),
    ]
    const page = (await desk.anna.get('/admin')).body
    expect(page).toContain('3 entries are waiting')
    expect(page).toMatch(/<title>3 waiting – /)
    expect(page).toMatch(
      /first of three[\s\S]*first entry[\s\S]*second of three[\s\S]*several links · too fast[\s\S]*third of three/,
    )
    expect(page).toContain('<bdi>Zoë &#60;b&#62;</bdi>')
    const german = await desk.anna.get('/admin?lang=de', { 'accept-language': 'de' })
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
    expect((await desk.anna.get('/admin')).body).toContain(link)
    expect((await desk.mo.get('/admin')).body).not.toContain('Change</a>')
    expect((await desk.anna.get('/admin/settings')).body).toContain('<fieldset id="gate"')
  })

  test('the button of one entry acts on it alone, whatever is selected', async () => {
    const [one, other] = [await hold('just me'), await hold('not me')]
    const body = await follow(desk.anna, await desk.anna.post('/admin/entries', { one: `publish ${one}`, id: other }))
    expect(saidIn(body)).toBe('1 entry published.')
    expect((await messages())[0]).toBe('just me')
    expect(await act('refuse', [other])).toContain('1 entry refused.')
  })

  test('spam can be undone, refusing cannot and asks first', async () => {
    const id = await hold('buy this')
    const body = await act('spam', [id])
    expect(saidIn(body)).toBe('1 entry moved to spam.')
    expect((await desk.anna.get('/admin/entries?state=spam')).body).toContain('buy this')
    expect(saidIn(await undo(body))).toBe('1 entry is waiting again.')
    const page = (await desk.anna.get('/admin')).body
    expect(page).toContain('buy this')
    const button = given(/<button name="one" value="refuse ([\d-]+)" formaction="([^"]+)"/.exec(page))
    const asked = await desk.anna.post(given(button[2]), { one: `refuse ${button[1]}` })
    expect(asked.body).toContain('Refuse 1 entry?')
    expect(asked.body).toContain('This cannot be undone.')
    expect(asked.body).toContain('buy this')
    expect((await desk.anna.get('/admin')).body).toContain('buy this')
    const refused = await act('refuse', [given(button[1])])
    expect(saidIn(refused)).toBe('1 entry refused.')
    expect(refused).not.toContain('class="undo"')
    expect((await desk.anna.get('/admin')).body).not.toContain('buy this')
  })

  test('entries are hidden, shown, pinned and removed; a moderator may only hide and show', async () => {
    const id = await sign('a visible one')
    const hidden = await act('hide', [id], desk.mo)
    expect(saidIn(hidden)).toBe('1 entry hidden.')
    expect(await messages()).not.toContain('a visible one')
    const list = (await desk.mo.get('/admin/entries?state=hidden')).body
    expect(list).toContain('a visible one')
    expect(list).not.toMatch(/value="(remove|pin)/)
    expect(saidIn(await undo(hidden, desk.mo))).toBe('1 entry shown again.')
    for (const action of ['remove', 'pin', 'unpin']) {
      const refused = await desk.mo.post('/admin/entries', { action, id })
      expect([refused.statusCode, refused.body]).toEqual([403, expect.stringContaining('Only owners may do that')])
      expect((await desk.mo.post('/admin/entries', { one: `${action} ${id}` })).statusCode).toBe(403)
    }
    expect((await desk.mo.post('/admin/entries/ask', { action: 'remove', id })).statusCode).toBe(403)
    const pinned = await follow(desk.anna, await desk.anna.post(`/admin/entries/${id}/pin`, { back: '/admin/entries' }))
    expect(saidIn(pinned)).toBe('1 entry pinned.')
    expect(saidIn(await undo(pinned))).toBe('1 entry unpinned.')
    expect((await desk.anna.post('/admin/entries/ask', { action: 'remove', id })).body).toContain('Remove 1 entry?')
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
    const list = (await desk.anna.get('/admin/entries?state=top')).body
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
    expect(saidIn(await undo(body, desk.mo))).toBe('There was nothing left to undo.')
    expect(await messages()).not.toContain('hidden by Anna')
    expect(saidIn(await undo(body))).toBe('1 entry shown again.')
  })

  test('undo leaves alone what somebody has changed again since', async () => {
    const [one, two] = [await sign('hidden again by Anna'), await sign('left hidden')]
    const byMo = await act('hide', [one, two], desk.mo)
    await act('show', [one])
    await act('hide', [one])
    expect(saidIn(await undo(byMo, desk.mo))).toBe('1 entry shown again. 1 had been decided already.')
    expect(await messages()).not.toContain('hidden again by Anna')
    expect(await messages()).toContain('left hidden')
    const published = await act('publish', [await hold('shown by Mo')])
    const id = given((await desk.guestbook.book.moderation.kept({ limit: 1 })).entries[0]).id
    await act('hide', [id], desk.mo)
    await act('show', [id], desk.mo)
    expect(saidIn(await undo(published))).toBe('1 had been decided already.')
    expect(await messages()).toContain('shown by Mo')
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
      expect([fields, (await desk.anna.post('/admin/entries', fields as Record<string, string>)).statusCode]).toEqual([
        fields,
        400,
      ])
    }
    const many = Array.from({ length: 201 }, (_, index) => ['id', `1-${index}`] as const)
    expect((await desk.anna.post('/admin/entries', [['action', 'publish'], ...many])).statusCode).toBe(400)
    expect(saidIn(await act('publish', []))).toBe('Nothing was selected, so nothing was done.')
    expect((await desk.anna.post('/admin/entries/ask', { action: 'publish', id })).statusCode).toBe(400)
    expect((await desk.anna.get('/admin')).body).toContain('undecided')
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
    const response = await desk.anna.post('/admin/entries', { action: 'publish', back })
    expect(headerOf(response, 'location')).toBe('/admin?done=nothing-selected')
  })
}
