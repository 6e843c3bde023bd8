import { type DestinationStream, pino } from 'pino'
import { expect, test } from 'vitest'
import { Refusals } from '../../server/http/refusals.ts'

test('each kind of refusal is logged once a minute, with how many there were, and counted every time', () => {
  const lines: { limit: string; refused: number }[] = []
  const destination: DestinationStream = { write: (line) => void lines.push(JSON.parse(line)) }
  const counted: string[] = []
  let now = 0
  const refusals = new Refusals({ log: pino({}, destination), count: (limit) => counted.push(limit), now: () => now })
  for (let number = 0; number < 10; number++) refusals.add('bodies')
  refusals.add('streams')
  now = 59_999
  refusals.add('bodies')
  now = 60_000
  refusals.add('bodies')
  expect(lines.map(({ limit, refused }) => [limit, refused])).toEqual([
    ['bodies', 1],
    ['streams', 1],
    ['bodies', 11],
  ])
  expect(counted).toHaveLength(13)
})
