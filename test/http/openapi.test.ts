import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { headerOf, postEntry } from './requests.ts'

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly { readonly name: string; readonly schema: { readonly pattern?: string } }[]
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: object }>; description: string }>>
}

let guestbook: TestApp
let document: { paths: Record<string, Record<string, Operation>>; components: object; servers?: unknown }
beforeAll(async () => {
  guestbook = await startApp({ SEED_MESSAGE: 'Hello', RATE_LIMIT: '8' })
  document = (await guestbook.app.inject('/openapi.json')).json()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

describe('/openapi.json', () => {
  test('is a valid OpenAPI 3.1 document of what is for programs', async () => {
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
    expect(document).toMatchObject({ openapi: '3.1.0' })
    expect(Object.keys(document.paths)).toEqual([
      '/api/entries',
      '/api/entries/{id}',
      '/api/waiting/{id}',
      '/api/live',
      '/livez',
      '/readyz',
    ])
    expect(Object.keys(document.paths['/api/entries/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'put'])
    for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
      expect(operation.summary).toMatch(/./)
      for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('Default Response')
    }
  })

  test('names the public address, or the folder in which it is', async () => {
    expect(document.servers).toEqual([{ url: '.' }])
    await using known = await startApp({ PUBLIC_URL: 'https://book.example' })
    const { servers } = (await known.app.inject('https://book.example/openapi.json')).json()
    expect(servers).toEqual([{ url: 'https://book.example' }])
  })
})

describe('real answers are what the document says', () => {
  const json = { 'content-type': 'application/json' }
  test.each<[path: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, status: number, payload?: string]>([
    ['/api/entries', 'GET', '/api/entries', 200],
    ['/api/entries', 'GET', '/api/entries?before=0-1', 200],
    ['/api/entries', 'GET', '/api/entries?limit=0', 400],
    ['/api/entries', 'POST', '/api/entries', 201, '{"message":"Hello"}'],
    ['/api/entries', 'POST', '/api/entries', 400, '{"message":7}'],
    ['/api/entries', 'POST', '/api/entries', 422, '{"message":""}'],
    ['/api/entries', 'POST', '/api/entries', 413, `{"message":"${'x'.repeat(200_000)}"}`],
    ['/api/entries/{id}', 'GET', '/api/entries/1-0', 404],
    ['/api/entries/{id}', 'PUT', '/api/entries/1-0', 404, '{"message":"Hello"}'],
    ['/api/entries/{id}', 'PUT', '/api/entries/1-0', 422, '{"message":""}'],
    ['/api/entries/{id}', 'DELETE', '/api/entries/1-0', 404],
    ['/api/waiting/{id}', 'DELETE', '/api/waiting/1-0', 404],
    ['/api/live', 'GET', `/api/live?after=${'x'.repeat(200)}`, 400],
    ['/livez', 'GET', '/livez', 200],
    ['/readyz', 'GET', '/readyz', 200],
  ])('%s %s %s: %d', async (path, method, url, status, payload) => {
    const response = await guestbook.app.inject({ method, url, ...(payload ? { payload, headers: json } : {}) })
    expect(response.statusCode).toBe(status)
    expectDocumented(path, method, response.statusCode, headerOf(response, 'content-type') ?? '', response.json())
  })

  test('a page that has not changed, and an entry that has', async () => {
    const { headers } = await guestbook.app.inject('/api/entries')
    const unchanged = { 'if-none-match': String(headers.etag) }
    const page = await guestbook.app.inject({ url: '/api/entries', headers: unchanged })
    const posted = await postEntry(guestbook.app, { message: 'Helo' })
    const cookie = posted.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const url = `/api/entries/${posted.json().id}`
    await guestbook.app.inject({ method: 'PUT', url, payload: { message: 'Hello' }, headers: { cookie } })
    const moved = await guestbook.app.inject(url)
    for (const [path, { statusCode, body }, expected] of [
      ['/api/entries', page, 304],
      ['/api/entries/{id}', moved, 301],
    ] as const) {
      expect([statusCode, body]).toEqual([expected, ''])
      const documented = document.paths[path]?.get?.responses[expected]
      expect(documented).toEqual({ description: expect.stringMatching(/./) })
    }
  })

  test('a parameter that fits its pattern is answered, any other is refused', async () => {
    const { parameters = [] } = document.paths['/api/entries']?.get ?? {}
    const pattern = new RegExp(parameters.find(({ name }) => name === 'before')?.schema.pattern ?? '^$')
    for (const before of ['0-0', '1-0', '18446744073709551615-18446744073709551615', '01-0', '1-00', '-1-0', '1', '']) {
      const { statusCode } = await guestbook.app.inject({ url: '/api/entries', query: { before } })
      expect([before, statusCode]).toEqual([before, pattern.test(before) ? 200 : 400])
    }
  })

  test('an entry, and too many posts', async () => {
    const { entries } = (await guestbook.app.inject('/api/entries')).json()
    const found = await guestbook.app.inject(`/api/entries/${entries[0].id}`)
    expectDocumented('/api/entries/{id}', 'GET', found.statusCode, headerOf(found, 'content-type') ?? '', found.json())
    const post = () => guestbook.app.inject({ method: 'POST', url: '/api/entries', payload: { message: 'Hi' } })
    await expect.poll(async () => (await post()).statusCode).toBe(429)
    const limited = await post()
    expectDocumented('/api/entries', 'POST', 429, headerOf(limited, 'content-type') ?? '', limited.json())
  })
})

/** The answer's status is documented, with this content type and a schema that the body fits, and with no more than it says. */
function expectDocumented(path: string, method: string, status: number, type: string, body: unknown): void {
  const { responses } = document.paths[path]?.[method.toLowerCase()] ?? { responses: {} }
  const response = responses[status] ?? responses[`${Math.floor(status / 100)}XX`]
  const content = response?.content?.[type.split(';')[0] ?? '']
  expect(content, `${method} ${path} ${status} ${type}`).toBeDefined()
  const validate = new Ajv({ strict: false, formats: { 'date-time': isTime } }).compile({
    components: document.components,
    ...closed(content?.schema),
  })
  expect(validate(body), JSON.stringify([validate.errors, body])).toBe(true)
}

function isTime(text: string): boolean {
  return new Date(text).toISOString() === text
}

/** The schema with every object closed: an answer holds nothing that is not documented. */
function closed(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema), (_key, value) =>
    value?.type === 'object' ? { ...value, additionalProperties: false } : value,
  )
}
