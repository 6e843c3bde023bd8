import { once } from 'node:events'
import { connect } from 'node:net'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { describe, expect, test } from 'vitest'
import { find } from '../pages/markup.ts'
import { startApp } from '../support/app.ts'
import { post } from '../support/ask.ts'
import { startServer } from '../support/server.ts'
import { headerOf, newVisitor, numbers, postEntry, postForm, readEntries } from './requests.ts'

const KEY = '0123456789abcdef'

describe('what fails', () => {
  test('620 empty posts lock nobody out who signs behind the same address', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '20' })
    for (const number of numbers(620)) {
      const empty = number % 2 ? postForm(guestbook.app, { message: '' }) : postEntry(guestbook.app, { message: '' })
      expect([422, 429]).toContain((await empty).statusCode)
    }
    expect((await postForm(guestbook.app, { message: 'a guest' })).statusCode).toBe(303)
    expect((await postEntry(guestbook.app, { message: 'another guest' })).statusCode).toBe(201)
  })

  test.each<[what: string, post: (app: FastifyInstance) => Promise<LightMyRequestResponse>, status: number]>([
    ['an empty form', (app) => postForm(app, { message: '' }), 422],
    ['a form with a field too many', (app) => postForm(app, { message: 'Hi', role: 'owner' }), 400],
    ['an empty message to the API', (app) => postEntry(app, { message: '' }), 422],
    ['a body that is no JSON', (app) => postEntry(app, '{'), 400],
    ['a body that is too large', (app) => postEntry(app, { message: 'x'.repeat(200_000) }), 413],
    ['a key that is too short', (app) => postEntry(app, { message: 'Hi' }, { 'idempotency-key': '1' }), 400],
  ])('%s: ten times as often as an entry, and then no more', async (_what, post, status) => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    for (const _ of numbers(10)) expect((await post(guestbook.app)).statusCode).toBe(status)
    const limited = await post(guestbook.app)
    expect(limited.statusCode).toBe(429)
    expect(Number(headerOf(limited, 'retry-after'))).toBeGreaterThan(0)
    expect((await postEntry(guestbook.app, { message: 'a guest' })).statusCode).toBe(201)
  })

  test('is not counted by networks that are other clients', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    const from = (remoteAddress: string) =>
      guestbook.app.inject({ method: 'POST', url: '/api/entries', remoteAddress, payload: { message: '' } })
    for (const _ of numbers(11)) await from('192.0.2.1')
    expect((await from('192.0.2.1')).statusCode).toBe(429)
    expect((await from('192.0.2.2')).statusCode).toBe(422)
  })
})

describe('an entry that is sent again', () => {
  test('has an allowance of its own, ten times as large', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '2' })
    const repeat = () => postEntry(guestbook.app, { message: 'first' }, { 'idempotency-key': KEY })
    for (const _ of numbers(21)) expect((await repeat()).statusCode).toBe(201)
    const limited = await repeat()
    expect(limited.statusCode).toBe(429)
    expect(limited.json()).toMatchObject({ kind: 'too-many-posts' })
    expect((await postEntry(guestbook.app, { message: 'second' })).statusCode).toBe(201)
    expect(await readEntries(guestbook.app)).toHaveLength(2)
  })

  test('is known although the allowance is used up, so that trying again does not add it twice', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    const repeat = () => postEntry(guestbook.app, { message: 'first' }, { 'idempotency-key': KEY })
    const visitor = newVisitor()
    expect((await repeat()).statusCode).toBe(201)
    for (const _ of numbers(3)) {
      expect((await postEntry(guestbook.app, { message: 'second' })).statusCode).toBe(429)
      expect((await postForm(guestbook.app, { message: 'third' }, visitor)).statusCode).toBe(429)
      expect((await repeat()).statusCode).toBe(201)
    }
  })
})

describe('who is over the allowance', () => {
  test('is refused before the body is read', async () => {
    await using server = await startServer({ RATE_LIMIT: '1' })
    expect((await post(server, { message: 'the only one' })).status).toBe(201)
    expect((await post(server, { message: 'too many' })).status).toBe(429)
    const answer = await answerToHead(server.port, '/api/entries', 'content-type: application/json')
    expect(answer).toMatch(/^HTTP\/1\.1 429 /)
  })

  test('gets the form back without the book below it', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    await postEntry(guestbook.app, { message: 'x'.repeat(1000) })
    const limited = await postForm(guestbook.app, { name: 'Ada', message: 'kept' })
    expect(limited.statusCode).toBe(429)
    expect(find(limited.body, 'textarea').text.trim()).toBe('kept')
    expect(limited.body).not.toContain('xxx')
    expect(limited.body.length).toBeLessThan(5000)
  })

  test('is told so in the language of the page', async () => {
    await using guestbook = await startApp({ RATE_LIMIT: '1' })
    await postEntry(guestbook.app, { message: 'first' })
    const api = await postEntry(guestbook.app, { message: 'second' }, { 'guestbook-language': 'de' })
    expect(api.json()).toMatchObject({ kind: 'too-many-posts', title: 'Too Many Requests' })
    expect(api.json().detail).toMatch(/^Von hier kommen gerade viele Einträge/)
  })
})

/** What a server answers to a post of which it gets no more than the head. */
async function answerToHead(port: number, path: string, ...headers: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  try {
    socket.write([`POST ${path} HTTP/1.1`, 'host: x', 'content-length: 100000', ...headers, '', ''].join('\r\n'))
    const [data] = await once(socket, 'data')
    return String(data)
  } finally {
    socket.destroy()
  }
}
