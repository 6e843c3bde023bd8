import { expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { TestVisitor } from '../support/visitor.ts'
import { describeOwnEntries } from './own-entries.ts'
import { headerOf } from './requests.ts'

describeOwnEntries('each refusal to change or take back has its own answer', (own) => {
  type Refusal = readonly [
    what: string,
    status: number,
    kind: string,
    says: RegExp,
    prepare: (id: string) => Promise<unknown>,
  ]
  const cases: readonly Refusal[] = [
    [
      'by another browser',
      403,
      'by-another',
      /Only the browser/,
      async () => {
        await own.other.submit('/', { message: 'of another' })
        own.author = own.other
        own.author.app = own.here.app
      },
    ],
    [
      'without any cookie',
      403,
      'by-another',
      /Only the browser/,
      async () => {
        own.author = new TestVisitor(own.here.app)
      },
    ],
    [
      'too late',
      403,
      'too-late',
      /that time is over/,
      () => own.here.book.moderation.setSettings({ changeWindow: '0' }, 'test').then(() => own.settled()),
    ],
    [
      'of an entry that the owner has answered',
      409,
      'replied',
      /has answered/,
      (id) => own.here.book.moderation.mark(id, { kind: 'reply', text: 'Thanks' }, 'test').then(() => own.settled()),
    ],
    [
      'of a hidden entry',
      404,
      'gone',
      /not in the book any more/,
      (id) => own.here.book.moderation.mark(id, { kind: 'hide' }, 'test').then(() => own.settled()),
    ],
    [
      'of a removed entry',
      404,
      'gone',
      /not in the book any more/,
      (id) => own.here.book.moderation.remove(id, 'test').then(() => own.settled()),
    ],
  ]

  test.each(cases)('%s: %d %s', async (_what, status, kind, says, prepare) => {
    const id = await own.sign(`mine ${kind} ${status}`)
    await prepare(id)
    const change = await own.author.send('PUT', `/api/entries/${id}`, { message: 'changed' })
    expect([change.statusCode, change.json().kind]).toEqual([status, kind])
    expect(change.json().detail).toMatch(says)
    const takeBack = await own.author.send('DELETE', `/api/entries/${id}`)
    expect([takeBack.statusCode, takeBack.json().kind]).toEqual([status, kind])
    const form = await own.author.submit(`/entry/${id}/change`, { message: 'typed in vain' })
    expect(form.statusCode).toBe(status)
    expect(find(form.body, 'p', { id: 'change-form-problem' }).text).toMatch(says)
    expect(form.body).toContain('typed in vain')
    for (const answer of [
      await own.author.get(`/entry/${id}/change`),
      await own.author.get(`/entry/${id}/take-back`),
      await own.author.submit(`/entry/${id}/take-back`),
    ]) {
      expect(answer.statusCode).toBe(status)
      expect(answer.body).toMatch(says)
      expect(headerOf(answer, 'content-type')).toBe('text/html; charset=utf-8')
    }
    expect(await own.messages(own.here)).not.toContain('changed')
    if (kind !== 'gone') expect(await own.messages(own.here)).toContain(`mine ${kind} ${status}`)
  })

  test.each(['1-0', '99999999999999-0', 'nonsense', '0-0', '1-0-0'])('an id that does not exist: %s', async (id) => {
    await own.sign('something')
    for (const answer of [
      await own.author.send('PUT', `/api/entries/${id}`, { message: 'changed' }),
      await own.author.send('DELETE', `/api/entries/${id}`),
      await own.author.get(`/entry/${id}/change`),
      await own.author.submit(`/entry/${id}/change`, { message: 'x' }),
      await own.author.submit(`/entry/${id}/take-back`),
    ]) {
      expect(answer.statusCode).toBe(404)
    }
  })

  test('from another site', async () => {
    const id = await own.sign('mine from here')
    const headers = { 'sec-fetch-site': 'cross-site' }
    for (const answer of [
      await own.author.send('PUT', `/api/entries/${id}`, { message: 'changed' }, headers),
      await own.author.send('DELETE', `/api/entries/${id}`, undefined, headers),
      await own.author.ask({ method: 'POST', url: `/entry/${id}/take-back`, headers }),
      await own.author.ask({ method: 'POST', url: `/entry/${id}/change`, headers }),
      await own.author.ask({ method: 'POST', url: `/waiting/${id}/withdraw`, headers }),
    ]) {
      expect(answer.statusCode).toBe(403)
    }
    expect((await own.messages(own.here))[0]).toBe('mine from here')
  })

  test('in the reader’s language', async () => {
    const visitor = new TestVisitor(own.here.app, { 'accept-language': 'de' })
    const answer = await visitor.send('DELETE', '/api/entries/1-0')
    expect(answer.json().detail).toBe('Dieser Eintrag steht nicht mehr im Buch.')
  })
})
