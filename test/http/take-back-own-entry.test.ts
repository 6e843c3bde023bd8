import { expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { TestVisitor } from '../support/visitor.ts'
import { describeOwnEntries } from './own-entries.ts'
import { headerOf } from './requests.ts'

describeOwnEntries('taking back one’s own entry', (own) => {
  test('without scripts: asks once, then the entry is gone at once, everywhere', async () => {
    const id = await own.sign('rather not', 'Ada')
    const question = await own.author.get(`/entry/${id}/take-back`)
    expect(question.statusCode).toBe(200)
    expect(find(question.body, 'form').attributes.get('action')).toBe(`/entry/${id}/take-back`)
    expect(question.body).toContain('rather not')
    expect(findAll(question.body, 'a', { href: '/' }).map(({ text }) => text)).toEqual(['Keep it'])
    // Asking takes nothing.
    expect((await own.author.get('/')).body).toContain('rather not')
    own.author.app = own.there.app
    const answer = await own.author.submit(`/entry/${id}/take-back`)
    expect([answer.statusCode, headerOf(answer, 'location')]).toEqual([303, '/?done=taken-back'])
    own.author.app = own.here.app
    const page = await own.author.get('/?done=taken-back')
    expect(page.body).not.toContain('rather not')
    const said = find(page.body, 'p', { id: 'taken-back' })
    expect([said.text, said.attributes.get('role')]).toEqual(['Your entry has been taken back.', 'status'])
    expect(said.attributes.has('autofocus')).toBe(true)
    expect(headerOf(page, 'cache-control')).toBe('private, no-cache')
    expect((await own.author.get('/')).body).not.toContain('has been taken back')
    expect(own.author.cookies.get('guestbook-mine') ?? '').not.toContain(id)
    await own.settled()
    expect((await own.here.app.inject(`/api/entries/${id}`)).statusCode).toBe(404)
  })

  test('the address that says so says nothing to others', async () => {
    const page = await new TestVisitor(own.here.app).get('/?done=taken-back')
    expect([page.statusCode, findAll(page.body, 'p', { id: 'taken-back' })]).toEqual([200, []])
  })

  test('without scripts: the same words can be signed again at once', async () => {
    const words = 'said and said again'
    const first = await own.sign(words, 'Ada')
    await own.author.submit(`/entry/${first}/take-back`)
    expect((await own.author.get('/')).body).not.toContain(words)
    // It waits, since a second entry came within three seconds.
    const again = async () => headerOf(await own.author.submit('/', { message: words, name: 'Ada' }), 'location')
    const second = await again()
    expect(second).not.toContain(first)
    expect((await own.author.get('/')).body).toContain(words)
    // Sending it twice still adds it once.
    expect(await again()).toBe(second)
  })

  test('after a change, the first words can be signed again', async () => {
    const first = await own.sign('first wording', 'Ada')
    await own.author.submit(`/entry/${first}/change`, { message: 'second wording', name: 'Ada' })
    await own.author.submit('/', { message: 'first wording', name: 'Ada' })
    const page = await own.author.get('/')
    expect(page.body).toContain('first wording')
    expect(page.body).toContain('second wording')
  })

  test('by the API', async () => {
    const id = await own.sign('rather not this')
    const answer = await own.author.send('DELETE', `/api/entries/${id}`)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(headerOf(answer, 'guestbook-position')).toBeDefined()
    const again = await own.author.send('DELETE', `/api/entries/${id}`)
    expect([again.statusCode, again.json().kind]).toEqual([404, 'gone'])
    await own.settled()
    expect(await own.messages()).not.toContain('rather not this')
  })
})
