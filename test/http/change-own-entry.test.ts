import { expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { describeOwnEntries } from './own-entries.ts'
import { headerOf, readEntries } from './requests.ts'

describeOwnEntries('a change of one’s own entry', (own) => {
  test('without scripts: a form, filled in, then the new words in the old one’s place', async () => {
    const id = await own.sign('first words', 'Ada')
    const form = await own.author.get(`/entry/${id}/change`)
    expect(form.statusCode).toBe(200)
    expect(headerOf(form, 'cache-control')).toBe('no-store')
    expect(find(form.body, 'form').attributes.get('action')).toBe(`/entry/${id}/change`)
    expect(find(form.body, 'textarea').text).toBe('\nfirst words')
    expect(find(form.body, 'input', { id: 'change-name' }).attributes.get('value')).toBe('Ada')
    expect(findAll(form.body, 'a').map(({ text }) => text)).toEqual(['Leave it as it is'])
    const before = (await readEntries(own.here.app)).find((entry) => entry.id === id)
    own.author.app = own.there.app
    const changed = await own.author.submit(`/entry/${id}/change`, { message: 'second words', name: 'Ada' })
    expect(changed.statusCode).toBe(303)
    // At once, on the other front end.
    own.author.app = own.here.app
    const page = await own.author.get('/')
    expect(page.body).toContain('second words')
    expect(page.body).not.toContain('first words')
    await own.settled()
    const [entry] = await readEntries(own.there.app)
    expect(entry).toMatchObject({ message: 'second words', name: 'Ada', edited: true, createdAt: before?.createdAt })
    expect(headerOf(changed, 'location')).toBe(`/entry/${entry?.id}`)
  })

  test('by the API: the new entry, and the old address leads there', async () => {
    const id = await own.sign('first words')
    own.author.app = own.there.app
    const changed = await own.author.send('PUT', `/api/entries/${id}`, { message: 'other words' })
    expect(changed.statusCode).toBe(200)
    const entry = changed.json()
    expect(entry).toMatchObject({ message: 'other words', edited: true })
    expect(entry.id).not.toBe(id)
    expect(headerOf(changed, 'content-location')).toBe(`/api/entries/${entry.id}`)
    await own.settled()
    for (const [from, to] of [
      [`/api/entries/${id}`, `/api/entries/${entry.id}`],
      [`/?entry=${id}`, `/?entry=${entry.id}`],
    ] as const) {
      const moved = await own.other.get(from)
      expect([moved.statusCode, headerOf(moved, 'location')], from).toEqual([301, to])
    }
    const again = await own.author.get(`/entry/${id}/change`)
    expect([again.statusCode, headerOf(again, 'location')]).toEqual([303, `/entry/${entry.id}/change`])
  })

  test('sent twice is made once', async () => {
    const id = await own.sign('before')
    const total = (await own.here.app.inject('/api/entries')).json().total
    const answers = await Promise.all(
      [1, 2, 3].map(() => own.author.send('PUT', `/api/entries/${id}`, { message: 'after' })),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
    const late = await own.author.submit(`/entry/${id}/change`, { message: 'after' })
    expect(headerOf(late, 'location')).toBe(`/entry/${answers[0]?.json().id}`)
    await own.settled()
    expect((await own.here.app.inject('/api/entries')).json().total).toBe(total)
    expect((await own.messages()).filter((message) => message === 'after')).toHaveLength(1)
  })

  test('a changed entry can be changed again', async () => {
    const id = await own.sign('one')
    const second = (await own.author.send('PUT', `/api/entries/${id}`, { message: 'two' })).json()
    const third = await own.author.send('PUT', `/api/entries/${second.id}`, { message: 'three' })
    expect(third.statusCode).toBe(200)
    await own.settled()
    expect((await own.messages())[0]).toBe('three')
  })

  test('that does not fit comes back with what was typed, and the entry stays', async () => {
    const id = await own.sign('short')
    const answer = await own.author.submit(`/entry/${id}/change`, { message: 'x'.repeat(1001), name: 'Ada' })
    expect(answer.statusCode).toBe(422)
    expect(find(answer.body, 'textarea').text).toBe(`\n${'x'.repeat(1001)}`)
    expect(find(answer.body, 'p', { id: 'change-message-problem' }).text).toMatch(/1,001/)
    const api = await own.author.send('PUT', `/api/entries/${id}`, { message: '' })
    expect([api.statusCode, api.json().kind]).toEqual([422, 'message-empty'])
    expect((await own.messages(own.here))[0]).toBe('short')
  })

  test.each<[string, unknown, number]>([
    ['an unknown field', { message: 'x', role: 'owner' }, 400],
    ['no message', { name: 'Ada' }, 400],
    ['half a surrogate pair', { message: '\ud800' }, 400],
  ])('with %s is refused', async (_what, body, status) => {
    const id = await own.sign('as it was')
    expect((await own.author.send('PUT', `/api/entries/${id}`, body)).statusCode).toBe(status)
    expect((await own.messages(own.here))[0]).toBe('as it was')
  })

  test('that must wait leaves the page, and its author sees it waiting', async () => {
    const id = await own.sign('harmless')
    await own.here.book.moderation.setGate({ state: 'hold' }, 'test')
    const answer = await own.author.send('PUT', `/api/entries/${id}`, { message: 'a second thought' })
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toEqual({ state: 'waiting', id: expect.any(String) })
    // At once, on the other front end.
    own.author.app = own.there.app
    expect((await own.author.get('/')).body).not.toContain('harmless')
    await own.settled()
    expect(await own.messages()).not.toContain('harmless')
    expect(await own.messages()).not.toContain('a second thought')
    const page = await own.author.get('/')
    expect(page.body).toContain('a second thought')
    expect(page.body).not.toContain('harmless')
  })
})
