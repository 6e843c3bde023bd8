import { expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { describeOwnEntries } from './own-entries.ts'
import { headerOf } from './requests.ts'

describeOwnEntries('taking back one’s own entry', (own) => {
  test('without scripts: asks once, then the entry is gone at once, everywhere', async () => {
    const id = await own.sign('rather not', 'Ada')
    const question = await own.author.get(`/entry/${id}/take-back`)
    expect(question.statusCode).toBe(200)
    expect(find(question.body, 'form').attributes.get('action')).toBe(`/entry/${id}/take-back`)
    expect(question.body).toContain('rather not')
    // Asking takes nothing.
    expect((await own.author.get('/')).body).toContain('rather not')
    own.author.app = own.there.app
    const answer = await own.author.submit(`/entry/${id}/take-back`)
    expect([answer.statusCode, headerOf(answer, 'location')]).toEqual([303, '/'])
    own.author.app = own.here.app
    expect((await own.author.get('/')).body).not.toContain('rather not')
    expect(own.author.cookies.get('guestbook-mine') ?? '').not.toContain(id)
    await own.settled()
    expect((await own.here.app.inject(`/api/entries/${id}`)).statusCode).toBe(404)
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
