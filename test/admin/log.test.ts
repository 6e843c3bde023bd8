import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { RequestLog } from '../../server/http/request-log.ts'

/** The path that the log has for a request's target. */
function logged(url: string): string {
  let line = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      line += chunk
      done()
    },
  })
  const requests = { observe() {} } as unknown as ConstructorParameters<typeof RequestLog>[0]['requests']
  const log = pino({ level: 'info' }, output)
  const request = { log, id: '1', method: 'GET', url, routeOptions: {}, receivedAt: 0 }
  new RequestLog({ requests, log }).answered(request as unknown as Parameters<RequestLog['answered']>[0], 200)
  return JSON.parse(line).path
}

describe('the code of a sign-in link is not logged', () => {
  test.each([
    '/admin/enter/SECRET',
    '/admin/enter/SECRET?lang=de',
    '/admin/enter/SECRET/',
    '/admin/enter//SECRET',
    '//admin/enter/SECRET',
    '/ADMIN/Enter/SECRET',
    '/admin%2Fenter%2FSECRET',
    '/admin/enter%2fSECRET',
    'http://book.test/admin/enter/SECRET',
    '/admin/enterSECRET',
  ])('%s', (url) => {
    expect(logged(url)).toMatch(/admin(\/|%2f)enter\/…$/i)
  })

  test.each(['/', '/admin', '/admin/enter', '/admin/people', '/api/entries/1-0'])('%s is logged as it is', (url) => {
    expect(logged(url)).toBe(url)
  })
})

test.each(['/', 'a/', '%2f', '/admin/enter'])('a path of many %j takes no long time to log', (part) => {
  expect(logged(`/${part.repeat(500_000)}`)).toMatch(/^.{1,200}…$/)
})
