import { expect, test } from 'vitest'
import { type Browser, DOUBLE_POST_WINDOW_MS, formKeys } from '../../server/signing/form-keys.ts'

const DRAFT = { name: 'Ada', message: 'Hello' }
const HEADERS = {
  'user-agent': 'A browser',
  'accept-language': 'en',
  host: 'book.example',
  origin: 'http://book.example',
}
const NAMELESS: Browser = { name: 'first', isNew: true, address: '192.0.2.1', headers: HEADERS }

const keys = (browser: Partial<Browser>, window = DOUBLE_POST_WINDOW_MS) =>
  formKeys(DRAFT, { ...NAMELESS, ...browser }, window)

test('a browser is known by its name for ten minutes, and by nothing else', () => {
  const { key, alias } = keys({ isNew: false })
  expect(key.lifetime).toBe(10 * 60 * 1000)
  expect(alias).toBeUndefined()
  expect(keys({ isNew: false, address: '192.0.2.9', headers: {} }).key).toEqual(key)
  expect(keys({ isNew: false, name: 'second' }).key).not.toEqual(key)
})

test('without a name, both posts of a double click are one entry for half a minute, though the next guest may write the same', () => {
  const [one, two] = [keys({ name: 'one' }), keys({ name: 'two' })]
  expect(one.key).not.toEqual(two.key)
  expect(one.alias).toEqual(two.alias)
  expect(one.alias?.lifetime).toBe(30_000)
  expect(keys({}, 5000).alias?.lifetime).toBe(5000)
})

test.each<[string, Partial<Browser>]>([
  ['from another network', { address: '192.0.2.2' }],
  ['from another IPv6 network', { address: '2001:db8:1:2::1' }],
  ...Object.keys(HEADERS).map((header): [string, Partial<Browser>] => [
    `with another ${header}`,
    { headers: { ...HEADERS, [header]: 'another' } },
  ]),
  ['from another kind of page', { headers: { ...HEADERS, 'sec-fetch-site': 'none' } }],
])('the same words without a name %s are another entry', (_what, browser) => {
  expect(keys(browser).alias?.value).not.toBe(keys({}).alias?.value)
})

test('one household, which has many IPv6 addresses, is one network', () => {
  const [one, two] = ['2001:db8:1:2::1', '2001:db8:1:2::2'].map((address) => keys({ address }).alias)
  expect(one).toEqual(two)
})
