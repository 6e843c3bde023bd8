import { describe, expect, test } from 'vitest'
import { CODE_LIFETIME_MS, MOST_FAILURES, NameTaken, type Person } from '../../../server/book/owners.ts'
import { type BookHarness, given } from './harness.ts'
import { useDesk } from './owners-desk.ts'

const WRONG = 'A'.repeat(22)

/** Who keeps the book, and the codes by which they come in. */
export function ownersContract(makeHarness: () => Promise<BookHarness>): void {
  describe('owners', () => {
    const desk = useDesk(makeHarness)
    const { signIn, namesOf } = desk

    test('nobody keeps a new book', async () => {
      expect(await desk.owners.people()).toEqual([])
      expect(await desk.owners.find('x'.repeat(43))).toBeUndefined()
    })

    test('a code signs in one device', async () => {
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      expect(code).toMatch(/^[\w-]{22}$/)
      expect(await desk.owners.people()).toEqual([])
      const entrance = await desk.owners.enter(code, 'Safari, iPhone')
      expect(entrance).toEqual({
        kind: 'entered',
        token: expect.stringMatching(/^[\w-]{43}$/),
        person: { id: expect.stringMatching(/./), name: 'Anna', role: 'owner' },
      })
      const { token, person } = entrance as { token: string; person: Person }
      const signedIn = given(await desk.owners.find(token))
      expect(signedIn).toEqual({
        person,
        session: { id: expect.any(String), device: 'Safari, iPhone', lastSeen: desk.time },
      })
      expect(signedIn.session.id).not.toContain(token)
      expect(await desk.owners.people()).toEqual([{ ...person, sessions: [signedIn.session] }])
    })

    test('a code is accepted once', async () => {
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      expect(await desk.owners.accepts(code)).toBe(true)
      expect(await desk.owners.accepts(code)).toBe(true)
      await desk.owners.enter(code, '')
      expect(await desk.owners.accepts(code)).toBe(false)
      expect(await desk.owners.enter(code, '')).toEqual({ kind: 'refused', isOneTooMany: false })
    })

    test('of 20 who use one code at once, one is signed in', async () => {
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      const other = await desk.context.harness.openAlongside({ now: () => desk.time })
      const entrances = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? desk.owners : other.owners).enter(code, `device ${index}`),
        ),
      )
      expect(entrances.filter(({ kind }) => kind === 'entered')).toHaveLength(1)
      const [anna, ...others] = await desk.owners.people()
      expect(anna?.sessions).toHaveLength(1)
      expect(others).toEqual([])
    })

    test('a code expires after 15 minutes', async () => {
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      const other = await desk.owners.invite({ name: 'Bob', role: 'owner' })
      desk.time += CODE_LIFETIME_MS - 1
      expect((await desk.owners.enter(other, '')).kind).toBe('entered')
      desk.time += 1
      expect(await desk.owners.accepts(code)).toBe(false)
      expect((await desk.owners.enter(code, '')).kind).toBe('refused')
      expect(await namesOf()).toEqual(['Bob: owner'])
    })

    test.each([
      ['nothing', ''],
      ['a letter', 'x'],
      ['one that was not made', WRONG],
      ['a very long one', 'x'.repeat(10_000)],
      ['a NUL', '\0'],
      ['a pattern', '*'],
    ])('%s is no code', async (_, code) => {
      await desk.owners.invite({ name: 'Anna', role: 'owner' })
      expect(await desk.owners.accepts(code)).toBe(false)
      expect((await desk.owners.enter(code, '')).kind).toBe('refused')
    })

    test.each([
      ['nothing', ''],
      ['a letter', 'x'],
      ['one that was not made', 'x'.repeat(43)],
      ['a very long one', 'x'.repeat(10_000)],
      ['a NUL', '\0'],
    ])('%s is no token', async (_, token) => {
      await signIn()
      expect(await desk.owners.find(token)).toBeUndefined()
    })

    test('neither the id of a session nor a code is a token', async () => {
      const { token } = await signIn()
      const { session } = given(await desk.owners.find(token))
      expect(await desk.owners.find(session.id)).toBeUndefined()
      expect(await desk.owners.find(await desk.owners.invite({ name: 'Anna', role: 'owner' }))).toBeUndefined()
    })

    test('after many wrong codes they are said to be too many, and a good one is still accepted', async () => {
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      const refusals = []
      for (let number = 1; number <= MOST_FAILURES + 5; number++) refusals.push(await desk.owners.enter(WRONG, ''))
      expect(refusals.filter((entrance) => entrance.kind === 'refused' && entrance.isOneTooMany)).toHaveLength(5)
      expect((await desk.owners.enter(code, '')).kind).toBe('entered')
    })

    test('a second device is the same person', async () => {
      const first = await signIn('Anna', 'owner', 'phone')
      desk.time += 1
      const second = await signIn('anna', 'owner', 'desk')
      expect(second.person).toEqual(first.person)
      expect(second.token).not.toBe(first.token)
      const [anna, ...others] = await desk.owners.people()
      expect(anna?.sessions.map(({ device }) => device)).toEqual(['desk', 'phone'])
      expect(others).toEqual([])
    })

    test.each([
      ['Işıl', 'IŞIL'],
      ['İpek', 'ipek'],
      ['IRMAK', 'ırmak'],
      ['Groß', 'GROSS'],
      ['한별', '한별'.normalize('NFD')],
    ])('%j and %j are the same person', async (name, again) => {
      const first = await signIn(name)
      expect((await signIn(again)).person).toEqual(first.person)
      expect(await desk.owners.people()).toHaveLength(1)
    })

    test('a name belongs to one person with one role', async () => {
      await signIn('Ａnna', 'owner')
      const taken = desk.owners.invite({ name: 'anna', role: 'moderator' })
      await expect(taken).rejects.toThrow(NameTaken)
      await expect(taken).rejects.toMatchObject({ role: 'owner' })
      const early = await desk.owners.invite({ name: 'Bob', role: 'owner' })
      await signIn('BOB', 'moderator')
      expect((await desk.owners.enter(early, '')).kind).toBe('refused')
      expect(await namesOf()).toEqual(['Ａnna: owner', 'BOB: moderator'])
    })

    test.each(['<b>Anna</b>', 'Zoë "x" \\ {"a":1}', '李雷', 'أنا', '👩‍👩‍👧', ' a  b '])(
      'the name and the device %j are kept as they are',
      async (text) => {
        const { token } = await signIn(text, 'moderator', text)
        expect(given(await desk.owners.find(token))).toMatchObject({
          person: { name: text },
          session: { device: text },
        })
        expect(await desk.owners.people()).toMatchObject([{ name: text, sessions: [{ device: text }] }])
        expect(await desk.owners.withdraw(text)).toBe(0)
      },
    )
  })
}
