import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AllowedMethods } from '../../server/http/allowed-methods.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { headerOf } from './requests.ts'

test('AllowedMethods knows the methods of fixed and of variable addresses', () => {
  const methods = new AllowedMethods()
  methods.add('/', ['GET', 'HEAD'])
  methods.add('/', 'POST')
  methods.add('/things/:id', 'GET')
  expect(methods.at('/')).toEqual(['GET', 'HEAD', 'POST'])
  expect(methods.at('/things/7')).toEqual(['GET'])
  expect(methods.all()).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST'])
  expect(methods.at('/things/:id')).toEqual(['GET'])
  for (const path of ['/things', '/things/', '/things/7/8', '/other', '', '//']) expect(methods.at(path)).toEqual([])
})

describe('an address that exists, asked by a method that it does not answer', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp()
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test.each([
    ['DELETE', '/', 'GET, HEAD, POST'],
    ['PUT', '/', 'GET, HEAD, POST'],
    ['OPTIONS', '/', 'GET, HEAD, POST'],
    ['TRACE', '/', 'GET, HEAD, POST'],
    ['QUERY', '/', 'GET, HEAD, POST'],
    ['DELETE', '/api/entries', 'GET, HEAD, POST'],
    ['POST', '/api/entries/1-0', 'DELETE, GET, HEAD, PUT'],
    ['PATCH', '/api/entries/1-0?a=b', 'DELETE, GET, HEAD, PUT'],
    ['GET', '/api/waiting/1-0', 'DELETE'],
    ['PUT', '/entry/1-0/change', 'GET, HEAD, POST'],
    ['DELETE', '/entry/1-0/take-back', 'GET, HEAD, POST'],
    ['GET', '/waiting/1-0/withdraw', 'POST'],
    ['POST', '/api/live', 'GET, HEAD'],
    ['POST', '/livez', 'GET, HEAD'],
    ['POST', '/feed.atom', 'GET, HEAD'],
    ['PUT', '/openapi.json', 'GET, HEAD'],
    ['DELETE', '/favicon.ico', 'GET, HEAD'],
  ] as const)('%s %s', async (method, url, allow) => {
    const response = await guestbook.app.inject({
      method: method as 'GET',
      url,
      headers: { accept: 'application/json' },
    })
    expect(response.statusCode).toBe(405)
    expect(headerOf(response, 'allow')).toBe(allow)
    expect(response.json().detail).toBe(`This address answers ${allow}, not ${method}.`)
  })

  test('it is said before a body is read, whatever that is', async () => {
    for (const payload of ['{"message"', 'x'.repeat(3_000_000)]) {
      const headers = { accept: 'application/json', 'content-type': 'application/json' }
      const response = await guestbook.app.inject({ method: 'POST', url: '/feed.atom', headers, payload })
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD'])
    }
  })

  test.each([
    '/x',
    '/api',
    '/api/',
    '/api/nothing',
    '/api/entries/',
    '/api/entries/1-0/x',
    '/assets/',
    '/metrics',
    '//',
  ])('GET %s: 404', async (url) => {
    const response = await guestbook.app.inject({ url, headers: { accept: 'application/json' } })
    expect(response.statusCode).toBe(404)
    expect(response.headers.allow).toBeUndefined()
    expect(response.json()).toMatchObject({ status: 404, title: 'Not Found' })
  })

  test.each(['/x:(', '/:a(', '/a(b', '/*', '/x:*', '/::', '/:a-:b', '/api/entries/:id', '/:(.*)'])(
    'an address that looks like a pattern is not taken for one: %s',
    async (url) => {
      for (const method of ['GET', 'POST'] as const) {
        const { statusCode } = await guestbook.app.inject({ method, url })
        expect([404, 405]).toContain(statusCode)
      }
    },
  )

  test.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['*/*', 'text/html; charset=utf-8'],
    [undefined, 'text/html; charset=utf-8'],
    ['application/json', 'application/problem+json'],
    ['application/problem+json', 'application/problem+json'],
  ])('who asks for %s gets %s', async (accept, type) => {
    const response = await guestbook.app.inject({ url: '/nothing', headers: accept === undefined ? {} : { accept } })
    expect(headerOf(response, 'content-type')).toBe(type)
  })

  test('the API answers in JSON whatever a browser would rather have', async () => {
    const response = await guestbook.app.inject({ url: '/api/nothing', headers: { accept: 'text/html' } })
    expect(headerOf(response, 'content-type')).toBe('application/problem+json')
  })
})
