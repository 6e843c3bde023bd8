import { expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { useDesk } from './entries-desk.ts'

const desk = useDesk()

/** On the other side of midnight from UTC, at any hour. */
function zoneOfAnotherDay(time: Date): string {
  return time.getUTCHours() < 10 ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati'
}

test('days are those of the book’s time zone, in the search and in the book', async () => {
  const id = await desk.sign('at two in the morning', 'Owl')
  const written = new Date(Number.parseInt(id, 10))
  const timeZone = zoneOfAnotherDay(written)
  const day = new Intl.DateTimeFormat('sv', { timeZone }).format(written)
  const { book, app } = desk.guestbook
  await book.moderation.setSettings({ timeZone }, 'test')

  const isFound = async (query: Record<string, string>) =>
    (await desk.anna.get(`/admin/entries?${new URLSearchParams({ ...query, name: 'owl' })}`)).body.includes(
      'two in the',
    )
  await expect.poll(() => isFound({ from: day, to: day })).toBe(true)
  const inUtc = written.toISOString().slice(0, 10)
  expect([await isFound({ from: inUtc, to: inUtc }), await isFound({})]).toEqual([false, true])

  await book.moderation.setSettings({ timeZone: 'Asia/Tokyo' }, 'test')
  for (const [on, end] of [
    ['2026-06-12', '2026-06-12T15:00:00Z'],
    ['2026-06', '2026-06-30T15:00:00Z'],
    ['2025', '2025-12-31T15:00:00Z'],
    ['9999', '+010000-01-01T00:00:00Z'],
  ] as const)
    await expect
      .poll(async () => headerOf(await app.inject(`/?on=${on}`), 'location'))
      .toContain(`before=${Date.parse(end)}-0`)
})
