import { beforeEach, describe, expect, test } from 'vitest'
import type { Book } from '../../../server/book/book.ts'
import {
  CODE_LIFETIME,
  MOST_CODES,
  MOST_FAILURES,
  MOST_SESSIONS,
  NameTaken,
  type Owners,
  type Person,
  type Role,
  SEEN_INTERVAL,
  SESSION_LIFETIME,
} from '../../../server/book/owners.ts'
import { type BookHarness, given, useBook } from './harness.ts'

const WRONG = 'A'.repeat(22)

export function ownersContract(makeHarness: () => Promise<BookHarness>): void {
  describe('owners', () => {
    const context = useBook(makeHarness)
    let time: number
    let book: Book
    let owners: Owners
    beforeEach(async () => {
      time = Date.UTC(2026, 10, 26)
      book = await context.harness.reopen(context.book, { now: () => time })
      owners = book.owners
    })

    async function signIn(name = 'Anna', role: Role = 'owner', device = 'Firefox') {
      const entrance = await owners.enter(await owners.invite({ name, role }), device)
      if (entrance.kind !== 'entered') throw new Error('expected to be signed in')
      return entrance
    }

    const namesOf = async () => (await owners.people()).map(({ name, role }) => `${name}: ${role}`)

    test('nobody keeps a new book', async () => {
      expect(await owners.people()).toEqual([])
      expect(await owners.find('x'.repeat(43))).toBeUndefined()
    })

    test('a code signs in one device', async () => {
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      expect(code).toMatch(/^[\w-]{22}$/)
      expect(await owners.people()).toEqual([])
      const entrance = await owners.enter(code, 'Safari, iPhone')
      expect(entrance).toEqual({
        kind: 'entered',
        token: expect.stringMatching(/^[\w-]{43}$/),
        person: { id: expect.stringMatching(/./), name: 'Anna', role: 'owner' },
      })
      const { token, person } = entrance as { token: string; person: Person }
      const signedIn = given(await owners.find(token))
      expect(signedIn).toEqual({
        person,
        session: { id: expect.any(String), device: 'Safari, iPhone', lastSeen: time },
      })
      expect(signedIn.session.id).not.toContain(token)
      expect(await owners.people()).toEqual([{ ...person, sessions: [signedIn.session] }])
    })

    test('a code is accepted once', async () => {
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      expect(await owners.accepts(code)).toBe(true)
      expect(await owners.accepts(code)).toBe(true)
      await owners.enter(code, '')
      expect(await owners.accepts(code)).toBe(false)
      expect(await owners.enter(code, '')).toEqual({ kind: 'refused', isOneTooMany: false })
    })

    test('of 20 who use one code at once, one is signed in', async () => {
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      const other = await context.harness.openAlongside({ now: () => time })
      const entrances = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? owners : other.owners).enter(code, `device ${index}`)),
      )
      expect(entrances.filter(({ kind }) => kind === 'entered')).toHaveLength(1)
      const [anna, ...others] = await owners.people()
      expect(anna?.sessions).toHaveLength(1)
      expect(others).toEqual([])
    })

    test('a code expires after 15 minutes', async () => {
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      const other = await owners.invite({ name: 'Bob', role: 'owner' })
      time += CODE_LIFETIME - 1
      expect((await owners.enter(other, '')).kind).toBe('entered')
      time += 1
      expect(await owners.accepts(code)).toBe(false)
      expect((await owners.enter(code, '')).kind).toBe('refused')
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
      await owners.invite({ name: 'Anna', role: 'owner' })
      expect(await owners.accepts(code)).toBe(false)
      expect((await owners.enter(code, '')).kind).toBe('refused')
    })

    test.each([
      ['nothing', ''],
      ['a letter', 'x'],
      ['one that was not made', 'x'.repeat(43)],
      ['a very long one', 'x'.repeat(10_000)],
      ['a NUL', '\0'],
    ])('%s is no token', async (_, token) => {
      await signIn()
      expect(await owners.find(token)).toBeUndefined()
    })

    test('neither the id of a session nor a code is a token', async () => {
      const { token } = await signIn()
      const { session } = given(await owners.find(token))
      expect(await owners.find(session.id)).toBeUndefined()
      expect(await owners.find(await owners.invite({ name: 'Anna', role: 'owner' }))).toBeUndefined()
    })

    test('after many wrong codes they are said to be too many, and a good one is still accepted', async () => {
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      const refusals = []
      for (let number = 1; number <= MOST_FAILURES + 5; number++) refusals.push(await owners.enter(WRONG, ''))
      expect(refusals.filter((entrance) => entrance.kind === 'refused' && entrance.isOneTooMany)).toHaveLength(5)
      expect((await owners.enter(code, '')).kind).toBe('entered')
    })

    test('a second device is the same person', async () => {
      const first = await signIn('Anna', 'owner', 'phone')
      time += 1
      const second = await signIn('anna', 'owner', 'desk')
      expect(second.person).toEqual(first.person)
      expect(second.token).not.toBe(first.token)
      const [anna, ...others] = await owners.people()
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
      expect(await owners.people()).toHaveLength(1)
    })

    test('a name belongs to one person with one role', async () => {
      await signIn('Ａnna', 'owner')
      const taken = owners.invite({ name: 'anna', role: 'moderator' })
      await expect(taken).rejects.toThrow(NameTaken)
      await expect(taken).rejects.toMatchObject({ role: 'owner' })
      const early = await owners.invite({ name: 'Bob', role: 'owner' })
      await signIn('BOB', 'moderator')
      expect((await owners.enter(early, '')).kind).toBe('refused')
      expect(await namesOf()).toEqual(['Ａnna: owner', 'BOB: moderator'])
    })

    test.each(['<b>Anna</b>', 'Zoë "x" \\ {"a":1}', '李雷', 'أنا', '👩‍👩‍👧', ' a  b '])(
      'the name and the device %j are kept as they are',
      async (text) => {
        const { token } = await signIn(text, 'moderator', text)
        expect(given(await owners.find(token))).toMatchObject({ person: { name: text }, session: { device: text } })
        expect(await owners.people()).toMatchObject([{ name: text, sessions: [{ device: text }] }])
        expect(await owners.withdraw(text)).toBe(0)
      },
    )

    test('a session lasts 30 days from its last request', async () => {
      const { token } = await signIn()
      const { token: unused } = await signIn()
      for (let month = 0; month < 3; month++) {
        time += SESSION_LIFETIME - 1
        expect(given(await owners.find(token)).session.lastSeen).toBe(time)
      }
      expect(await owners.find(unused)).toBeUndefined()
      expect((await owners.people())[0]?.sessions).toMatchObject([{ lastSeen: time }])
      time += SESSION_LIFETIME
      expect(await owners.find(token)).toBeUndefined()
      expect((await owners.people())[0]?.sessions).toEqual([])
    })

    test('the last request is noted once a minute', async () => {
      const { token } = await signIn()
      const start = time
      time += SEEN_INTERVAL - 1
      expect(given(await owners.find(token)).session.lastSeen).toBe(start)
      time += 1
      await owners.find(token)
      expect((await owners.people())[0]?.sessions).toMatchObject([{ lastSeen: time }])
    })

    test('a session that was ended is over everywhere, and the others go on', async () => {
      const other = await context.harness.openAlongside({ now: () => time })
      const { token } = await signIn('Anna', 'owner', 'lost')
      const kept = await signIn('Anna', 'owner', 'kept')
      expect(await other.owners.find(token)).toBeDefined()
      expect(await owners.endSession(given(await owners.find(token)).session.id)).toBe(true)
      for (const { owners: everywhere } of [book, other]) {
        expect(await everywhere.find(token)).toBeUndefined()
        expect(await everywhere.find(kept.token)).toBeDefined()
      }
      expect(await owners.endSession('nothing')).toBe(false)
    })

    test('all sessions of a person end at once, with their codes; the person stays', async () => {
      const [one, two, helper] = [await signIn(), await signIn(), await signIn('Bob', 'moderator')]
      const [own, ofHelper] = [
        await owners.invite({ name: 'anna', role: 'owner' }),
        await owners.invite({ name: 'Bob', role: 'moderator' }),
      ]
      expect(await owners.endSessionsOf(one.person.id)).toBe(true)
      for (const { token } of [one, two]) expect(await owners.find(token)).toBeUndefined()
      expect(await owners.find(helper.token)).toBeDefined()
      expect([await owners.accepts(own), await owners.accepts(ofHelper)]).toEqual([false, true])
      expect(await namesOf()).toEqual(['Anna: owner', 'Bob: moderator'])
      expect(await owners.endSessionsOf('nobody')).toBe(false)
    })

    test('a person who was removed is gone with sessions and codes, and the name is free', async () => {
      const { token, person } = await signIn()
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      expect(await owners.remove(person.id)).toBe(true)
      expect(await owners.find(token)).toBeUndefined()
      expect((await owners.enter(code, '')).kind).toBe('refused')
      expect(await owners.people()).toEqual([])
      expect(await owners.remove(person.id)).toBe(false)
      const again = await signIn('Anna', 'moderator')
      expect(again.person.id).not.toBe(person.id)
    })

    test('codes of somebody who has not come yet can be withdrawn', async () => {
      const code = await owners.invite({ name: 'Anna', role: 'owner' })
      const other = await owners.invite({ name: 'Bob', role: 'owner' })
      expect(await owners.withdraw('ANNA')).toBe(1)
      expect([await owners.accepts(code), await owners.accepts(other)]).toEqual([false, true])
    })

    test('whoever is removed while signing in on many devices keeps none of them', async () => {
      const { person } = await signIn()
      const codes = []
      for (let number = 0; number < 10; number++) codes.push(await owners.invite({ name: 'Anna', role: 'owner' }))
      const [entrances] = await Promise.all([
        Promise.all(codes.map((code) => owners.enter(code, ''))),
        owners.remove(person.id),
      ])
      const tokens = entrances.flatMap((entrance) => (entrance.kind === 'entered' ? [entrance] : []))
      for (const { token, person: entered } of tokens) {
        const found = await owners.find(token)
        if (entered.id === person.id) expect(found).toBeUndefined()
      }
      expect((await owners.people()).map(({ id }) => id)).not.toContain(person.id)
    })

    test('a session that is used while it is ended does not come back', async () => {
      const { token } = await signIn()
      const { session } = given(await owners.find(token))
      time += SEEN_INTERVAL
      await Promise.all([
        ...Array.from({ length: 10 }, () => owners.find(token)),
        owners.endSession(session.id),
        ...Array.from({ length: 10 }, () => owners.find(token)),
      ])
      expect(await owners.find(token)).toBeUndefined()
    })

    test('a person has a limited number of devices, and the book a limited number of codes', async () => {
      const { token: oldest } = await signIn()
      for (let number = 1; number < MOST_SESSIONS; number++) {
        time += 1
        await signIn()
      }
      expect(await owners.find(oldest)).toBeDefined()
      time += 1
      await signIn()
      expect(await owners.find(oldest)).toBeUndefined()
      expect((await owners.people())[0]?.sessions).toHaveLength(MOST_SESSIONS)

      const first = await owners.invite({ name: 'Bob', role: 'owner' })
      for (let number = 1; number <= MOST_CODES; number++) {
        expect(await owners.accepts(first)).toBe(true)
        time += 1
        await owners.invite({ name: 'Bob', role: 'owner' })
      }
      expect(await owners.accepts(first)).toBe(false)
    })

    test('people, codes and sessions are there after the book is opened again', async () => {
      const { token } = await signIn()
      const code = await owners.invite({ name: 'Bob', role: 'moderator' })
      book = await context.harness.reopen(book, { now: () => time })
      expect(await book.owners.find(token)).toBeDefined()
      expect((await book.owners.enter(code, '')).kind).toBe('entered')
    })
  })
}
