import { afterAll, beforeAll, expect } from 'vitest'
import type { Reason } from '../../server/book/screening.ts'
import { headerOf } from '../http/requests.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import type { RedisTopology } from '../support/redis.ts'
import { type SignedInBrowser, signIn } from './browser.ts'

type Answer = Awaited<ReturnType<SignedInBrowser['post']>>

/** A book with an owner, Anna, and a moderator, Mo, and what they do with entries. */
export interface Desk {
  readonly guestbook: TestApp
  readonly anna: SignedInBrowser
  readonly mo: SignedInBrowser
  /** Adds an entry that waits. @returns its id */
  hold(message: string, reasons?: readonly Reason[], name?: string): Promise<string>
  /** Adds an entry that is published. @returns its id */
  sign(message: string, name?: string): Promise<string>
  /** The newest messages. */
  messages(): Promise<string[]>
  /** @returns the page to which an answer leads */
  follow(browser: SignedInBrowser, response: Answer): Promise<string>
  /** Presses a button for the selected entries. @returns the page that follows */
  act(action: string, ids: readonly string[], browser?: SignedInBrowser): Promise<string>
  /** Presses "Undo" on a page. @returns the page that follows */
  undo(body: string, browser?: SignedInBrowser): Promise<string>
}

/** Opens the book before the tests: an embedded one, or one on the Redis that is started. */
export function useDesk(startRedis?: () => Promise<RedisTopology>): Desk {
  const desk = {} as { guestbook: TestApp; anna: SignedInBrowser; mo: SignedInBrowser }
  let redis: RedisTopology | undefined
  beforeAll(async () => {
    redis = await startRedis?.()
    desk.guestbook = await startApp(redis ? redisVariables(redis.master) : {})
    desk.anna = await signIn(desk.guestbook)
    desk.mo = await signIn(desk.guestbook, { name: 'Mo', role: 'moderator' })
  })
  afterAll(async () => {
    await desk.guestbook?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  const add = async (...given: Parameters<TestApp['book']['append']>) =>
    (await desk.guestbook.book.append(...given)).entry.id
  const follow: Desk['follow'] = async (browser, response) => {
    expect(response.statusCode, response.body).toBe(303)
    return (await browser.get(headerOf(response, 'location') ?? '')).body
  }
  return Object.assign(desk, {
    hold: (message: string, reasons: readonly Reason[] = ['link'], name = '') =>
      add({ message, name }, { screening: { hold: reasons } }),
    sign: (message: string, name = '') => add({ message, name }),
    messages: async () =>
      (await desk.guestbook.book.page({ limit: 50, fromMaster: true })).entries.map(({ message }) => message),
    follow,
    act: async (action: string, ids: readonly string[], browser = desk.anna) => {
      const fields = [['action', action], ...ids.map((id) => ['id', id] as const)] as const
      return follow(browser, await browser.post('/admin/entries', fields))
    },
    undo: async (body: string, browser = desk.anna) => {
      const records = /name="records" value="([\d_-]+)"/.exec(body)?.[1] ?? ''
      return follow(browser, await browser.post('/admin/entries', { action: 'undo', records }))
    },
  })
}
