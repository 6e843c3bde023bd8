import { describe, expect, test } from 'vitest'
import { MOST_CODES, MOST_SESSIONS, SEEN_INTERVAL_MS, SESSION_LIFETIME_MS } from '../../../server/book/owners.ts'
import { type BookHarness, given } from './harness.ts'
import { useDesk } from './owners-desk.ts'

/** The devices on which somebody is signed in. */
export function sessionsContract(makeHarness: () => Promise<BookHarness>): void {
  describe('sessions of owners', () => {
    const desk = useDesk(makeHarness)
    const { signIn, namesOf } = desk

    test('a session lasts 30 days from its last request', async () => {
      const { token } = await signIn()
      const { token: unused } = await signIn()
      for (let month = 0; month < 3; month++) {
        desk.time += SESSION_LIFETIME_MS - 1
        expect(given(await desk.owners.find(token)).session.lastSeen).toBe(desk.time)
      }
      expect(await desk.owners.find(unused)).toBeUndefined()
      expect((await desk.owners.people())[0]?.sessions).toMatchObject([{ lastSeen: desk.time }])
      desk.time += SESSION_LIFETIME_MS
      expect(await desk.owners.find(token)).toBeUndefined()
      expect((await desk.owners.people())[0]?.sessions).toEqual([])
    })

    test('the last request is noted once a minute', async () => {
      const { token } = await signIn()
      const start = desk.time
      desk.time += SEEN_INTERVAL_MS - 1
      expect(given(await desk.owners.find(token)).session.lastSeen).toBe(start)
      desk.time += 1
      await desk.owners.find(token)
      expect((await desk.owners.people())[0]?.sessions).toMatchObject([{ lastSeen: desk.time }])
    })

    test('a session that was ended is over everywhere, and the others go on', async () => {
      const other = await desk.context.harness.openAlongside({ now: () => desk.time })
      const { token } = await signIn('Anna', 'owner', 'lost')
      const kept = await signIn('Anna', 'owner', 'kept')
      expect(await other.owners.find(token)).toBeDefined()
      expect(await desk.owners.endSession(given(await desk.owners.find(token)).session.id)).toBe(true)
      for (const { owners: everywhere } of [desk.book, other]) {
        expect(await everywhere.find(token)).toBeUndefined()
        expect(await everywhere.find(kept.token)).toBeDefined()
      }
      expect(await desk.owners.endSession('nothing')).toBe(false)
    })

    test('all sessions of a person end at once, with their codes; the person stays', async () => {
      const [one, two, helper] = [await signIn(), await signIn(), await signIn('Bob', 'moderator')]
      const [own, ofHelper] = [
        await desk.owners.invite({ name: 'anna', role: 'owner' }),
        await desk.owners.invite({ name: 'Bob', role: 'moderator' }),
      ]
      expect(await desk.owners.endSessionsOf(one.person.id)).toBe(true)
      for (const { token } of [one, two]) expect(await desk.owners.find(token)).toBeUndefined()
      expect(await desk.owners.find(helper.token)).toBeDefined()
      expect([await desk.owners.accepts(own), await desk.owners.accepts(ofHelper)]).toEqual([false, true])
      expect(await namesOf()).toEqual(['Anna: owner', 'Bob: moderator'])
      expect(await desk.owners.endSessionsOf('nobody')).toBe(false)
    })

    test('a person who was removed is gone with sessions and codes, and the name is free', async () => {
      const { token, person } = await signIn()
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      expect(await desk.owners.remove(person.id)).toBe(true)
      expect(await desk.owners.find(token)).toBeUndefined()
      expect((await desk.owners.enter(code, '')).kind).toBe('refused')
      expect(await desk.owners.people()).toEqual([])
      expect(await desk.owners.remove(person.id)).toBe(false)
      const again = await signIn('Anna', 'moderator')
      expect(again.person.id).not.toBe(person.id)
    })

    test('codes of somebody who has not come yet can be withdrawn', async () => {
      const code = await desk.owners.invite({ name: 'Anna', role: 'owner' })
      const other = await desk.owners.invite({ name: 'Bob', role: 'owner' })
      expect(await desk.owners.withdraw('ANNA')).toBe(1)
      expect([await desk.owners.accepts(code), await desk.owners.accepts(other)]).toEqual([false, true])
    })

    test('a person who is removed while signing in on many devices keeps none of them', async () => {
      const { person } = await signIn()
      const codes = []
      for (let number = 0; number < 10; number++) codes.push(await desk.owners.invite({ name: 'Anna', role: 'owner' }))
      const [entrances] = await Promise.all([
        Promise.all(codes.map((code) => desk.owners.enter(code, ''))),
        desk.owners.remove(person.id),
      ])
      const tokens = entrances.flatMap((entrance) => (entrance.kind === 'entered' ? [entrance] : []))
      for (const { token, person: entered } of tokens) {
        const found = await desk.owners.find(token)
        if (entered.id === person.id) expect(found).toBeUndefined()
      }
      expect((await desk.owners.people()).map(({ id }) => id)).not.toContain(person.id)
    })

    test('a session that is used while it is ended does not come back', async () => {
      const { token } = await signIn()
      const { session } = given(await desk.owners.find(token))
      desk.time += SEEN_INTERVAL_MS
      await Promise.all([
        ...Array.from({ length: 10 }, () => desk.owners.find(token)),
        desk.owners.endSession(session.id),
        ...Array.from({ length: 10 }, () => desk.owners.find(token)),
      ])
      expect(await desk.owners.find(token)).toBeUndefined()
    })

    test('a person has a limited number of devices, and the book a limited number of codes', async () => {
      const { token: oldest } = await signIn()
      for (let number = 1; number < MOST_SESSIONS; number++) {
        desk.time += 1
        await signIn()
      }
      expect(await desk.owners.find(oldest)).toBeDefined()
      desk.time += 1
      await signIn()
      expect(await desk.owners.find(oldest)).toBeUndefined()
      expect((await desk.owners.people())[0]?.sessions).toHaveLength(MOST_SESSIONS)

      const first = await desk.owners.invite({ name: 'Bob', role: 'owner' })
      for (let number = 1; number <= MOST_CODES; number++) {
        expect(await desk.owners.accepts(first)).toBe(true)
        desk.time += 1
        await desk.owners.invite({ name: 'Bob', role: 'owner' })
      }
      expect(await desk.owners.accepts(first)).toBe(false)
    })

    test('people, codes and sessions are there after the book is opened again', async () => {
      const { token } = await signIn()
      const code = await desk.owners.invite({ name: 'Bob', role: 'moderator' })
      const again = await desk.context.harness.reopen(desk.book, { now: () => desk.time })
      expect(await again.owners.find(token)).toBeDefined()
      expect((await again.owners.enter(code, '')).kind).toBe('entered')
    })
  })
}
