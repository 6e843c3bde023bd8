import { describe, expect, test } from 'vitest'
import { compareIds } from '../../server/common/log-id.ts'
import { given } from '../book/contract/harness.ts'
import { find } from '../pages/markup.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { type Desk, useDesk } from './entries-desk.ts'
import { saidIn } from './said.ts'

describe('replies, list, log and count in an embedded book', () => listsTests(useDesk()))

describeWith(['redis'], 'replies, list, log and count in a book on Redis', () => listsTests(useDesk(startRedis)))

function listsTests(desk: Desk): void {
  const { act, follow, hold, sign, undo } = desk

  test('a reply is saved, refused if it is too long, changed and taken away', async () => {
    const id = await sign('please answer', 'Kim')
    const address = `/admin/entries/${id}/reply`
    expect((await desk.mo.get(address)).body).toContain('please answer')
    const saved = await follow(
      desk.mo,
      await desk.mo.post(address, { text: 'Thank you!\r\n<3', back: `/?entry=${id}` }),
    )
    expect(saved).toContain('Thank you!\n&#60;3')
    const reply = async () => (await desk.guestbook.book.moderation.kept({ limit: 1 })).entries[0]?.reply?.text
    expect(await reply()).toBe('Thank you!\n<3')
    const long = await desk.anna.post(address, { text: 'a'.repeat(1001) })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('there is room for 1,000 characters')
    expect(long.body).toContain('a'.repeat(1001))
    const families = '👨‍👩‍👧‍👦'.repeat(900)
    const large = await desk.anna.post(address, { text: families })
    expect([large.statusCode, large.body.includes(families)]).toEqual([422, true])
    expect((await desk.anna.post(address, { text: 'a'.repeat(1000) })).statusCode).toBe(303)
    expect((await desk.anna.post(address, {})).statusCode).toBe(400)
    const gone = await follow(desk.anna, await desk.anna.post(address, { text: ' \u200b ' }))
    expect(saidIn(gone)).toBe('There is no reply now.')
    expect(await reply()).toBeUndefined()
    const again = await follow(desk.anna, await desk.anna.post(address, { text: 'Once more' }))
    expect(saidIn(again)).toBe('Reply saved.')
    const kept = await follow(desk.anna, await desk.anna.post(address, { text: 'Once more' }))
    expect(saidIn(kept)).toBe('Reply saved.')
    expect(saidIn(await undo(again))).toBe('There is no reply now.')
    expect(await reply()).toBeUndefined()
    for (const unknown of ['1-1', '0-0'])
      expect((await desk.anna.get(`/admin/entries/${unknown}/reply`)).statusCode).toBe(404)
    expect((await desk.anna.get('/admin/entries/x/reply')).statusCode).toBe(400)
  })

  test('of two who reply at the same moment, the slower one sees the other reply and is asked', async () => {
    const id = await sign('two answers')
    const address = `/admin/entries/${id}/reply`
    const seenIn = (body: string) => find(body, 'input', { name: 'seen' }).attributes.get('value') ?? ''
    const seen = seenIn((await desk.mo.get(address)).body)
    const byAnna = await follow(desk.anna, await desk.anna.post(address, { text: 'Tea at five', seen }))
    const asked = await desk.mo.post(address, { text: 'Thanks from Mo', seen })
    expect(asked.statusCode).toBe(409)
    expect(asked.body).toContain('Somebody else changed this meanwhile, to “Tea at five”.')
    expect(asked.body).toContain('Thanks from Mo</textarea>')
    const again = { text: 'Thanks from Mo', seen: seenIn(asked.body) }
    expect((await desk.mo.post(address, again)).statusCode).toBe(303)
    expect(saidIn(await undo(byAnna))).toBe('1 had been decided already.')
    const [entry] = (await desk.guestbook.book.moderation.kept({ limit: 1 })).entries
    expect(entry?.reply?.text).toBe('Thanks from Mo')
  })

  test('of two replies sent in the same instant, one is saved and the other one is asked', async () => {
    const id = await sign('two answers at once')
    const address = `/admin/entries/${id}/reply`
    const send = (owner: typeof desk.anna, text: string) => owner.post(address, { text, seen: '' })
    const answers = await Promise.all([send(desk.anna, 'Tea at five'), send(desk.mo, 'Tea at six')])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
    const asked = answers.find(({ statusCode }) => statusCode === 409)?.body ?? ''
    const [saved, refused] = asked.includes('Tea at six</textarea>') ? ['five', 'six'] : ['six', 'five']
    expect(asked).toContain(`to “Tea at ${saved}”`)
    expect(asked).toContain(`Tea at ${refused}</textarea>`)
  })

  test('the list has pages, and is searched without minding case, accents and forms', async () => {
    for (const text of ['Ein Café im Grünen', 'ΣΊΣΥΦΟΣ', 'ｆｕｌｌ width', '100 % "quoted" <tag>'])
      await sign(text, 'Renée')
    const search = async (query: Record<string, string>) =>
      (await desk.anna.get(`/admin/entries?${new URLSearchParams(query)}`)).body.match(/<p class="message"/g)?.length ??
      0
    for (const q of ['cafe', 'GRUNEN', 'cafe\u0301', 'Σίσυφος', 'full', '"quoted" <tag>'])
      expect([q, await search({ q })]).toEqual([q, 1])
    expect(await search({ name: 'renee' })).toBe(4)
    expect(await search({ q: 'cafe', name: 'nobody' })).toBe(0)
    const today = new Date().toISOString().slice(0, 10)
    expect(await search({ from: today, to: today, name: 'renee' })).toBe(4)
    expect(await search({ to: '2001-01-01' })).toBe(0)
    expect(await search({ from: '2101-01-01' })).toBe(0)
    expect((await desk.anna.get('/admin/entries?from=yesterday')).body).toContain('A date must look like')
    expect((await desk.anna.get('/admin/entries?from=2026-02-31')).body).toContain('A date must look like')
    expect((await desk.anna.get('/admin/entries?state=burnt')).statusCode).toBe(400)
    expect((await desk.anna.get('/admin/entries?before=x')).statusCode).toBe(400)
    await Promise.all(Array.from({ length: 120 }, (_, index) => sign(`page entry ${index}`, 'Pager')))
    const ids: string[] = []
    let address: string | undefined = '/admin/entries?name=pager'
    while (address !== undefined) {
      const { body }: { body: string } = await desk.anna.get(address)
      ids.push(...[...body.matchAll(/name="id" value="([\d-]+)"/g)].map(([, id]) => given(id)))
      address = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&#38;', '&').replaceAll('&#61;', '=')
    }
    expect(ids.length).toBe(120)
    expect(ids).toEqual(ids.toSorted((a, b) => compareIds(b, a)))
  })

  test('the log says who did what, and turns pages', async () => {
    const id = await sign('to be logged')
    await act('hide', [id], desk.mo)
    await act('show', [id])
    const opensAt = Date.UTC(2026, 11, 1, 9)
    await desk.guestbook.book.moderation.setGate({ state: 'hold', opensAt }, 'Anna')
    await desk.guestbook.book.moderation.setSettings({ ownerName: 'Anna', 'title.de': 'Am See' }, 'Anna')
    await expect.poll(async () => (await desk.anna.get('/admin/log')).body).toContain('Title')
    const { body } = await desk.anna.get('/admin/log')
    expect(body).toContain('>Your name and Title<')
    expect(body).toContain('>Everyone; each entry waits for you · Opens: December 1, 2026 at 9:00 AM UTC<')
    expect(body).toMatch(/Anna<\/bdi>[\s\S]{0,200}showed an entry again[\s\S]*Mo<\/bdi>[\s\S]{0,200}hid an entry/)
    await desk.guestbook.book.moderation.setGate({ state: 'open' }, 'Anna')
    expect((await desk.mo.get('/admin/log?before=1-0')).statusCode).toBe(200)
    expect((await desk.anna.get('/admin/log?before=x')).statusCode).toBe(400)
  })

  test('the count is told to the script, and the queue has pages of 50', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => hold(`queued ${index}`)))
    expect((await desk.anna.get('/admin/count')).json()).toEqual({ waiting: 60 })
    const first = (await desk.anna.get('/admin')).body
    expect(first.match(/<p class="message"/g)).toHaveLength(50)
    const next = given(find(first, 'a', { rel: 'next' }).attributes.get('href'))
    const second = (await desk.anna.get(next)).body
    const ids = [...second.matchAll(/name="id" value="([\d-]+)"/g)].map(([, id]) => given(id))
    expect(ids).toHaveLength(10)
    const body = await follow(
      desk.anna,
      await desk.anna.post('/admin/entries', [
        ['action', 'publish'],
        ['back', next],
        ...ids.map((id) => ['id', id] as const),
      ]),
    )
    expect(saidIn(body)).toBe('10 entries published.')
    expect(body.match(/<p class="message"/g)).toHaveLength(50)
    await eventually('the page to show them', async () => {
      expect((await desk.guestbook.app.inject('/')).body).toContain('queued 59')
    })
  })
}
