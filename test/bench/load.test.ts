import { expect, test } from 'vitest'
import { expectSuccess } from '../../bench/load/load.ts'
import { loadOf, POST } from '../../bench/load/requests.ts'

const load = loadOf({ url: 'http://localhost:8080' }, POST)

test.each([
  [{ 200: 5, 304: 1 }, load],
  [{ 201: 5 }, load],
  [{ 303: 5 }, { ...load, takesRedirects: true }],
])('%j is success', (outcomes, asked) => expect(() => expectSuccess(asked, outcomes)).not.toThrow())

test.each([
  [{ 201: 5, 429: 2 }, /POST \/api\/entries.*429 \(2 times\)/],
  [{ 303: 5 }, /303 \(5 times\)/],
  [{ 200: 5, error: 1 }, /error \(1 times\)/],
])('%j is no measure of anything', (outcomes, message) => {
  expect(() => expectSuccess(load, outcomes)).toThrow(message)
})
