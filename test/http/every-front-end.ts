import type { Mark } from '../../server/book/moderation.ts'
import type { Entry } from '../../server/common/entry.ts'
import type { LogId } from '../../server/common/log-id.ts'
import { type Position, parsePosition, reaches } from '../../server/common/position.ts'
import { openStream, type StreamEvent } from '../live/event-stream.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import type { RedisNode } from '../support/redis.ts'
import { headerOf } from './requests.ts'

/** What a front end tells readers about the newest entries. */
export interface Told {
  readonly page: string
  readonly api: string
  readonly feed: string
  readonly entries: readonly Entry[]
  /** Newest first, as the page, the API and the feed have them. */
  readonly ids: readonly (readonly (string | undefined)[])[]
  /** Of the page and the API. */
  readonly totals: readonly number[]
  readonly tags: readonly (string | undefined)[]
  readonly positions: readonly (Position | undefined)[]
  /** Of the feed as a whole, in milliseconds. */
  readonly updated: number
}

export interface TestFrontEnd extends TestApp {
  readonly url: string
}

export async function listening(app: TestApp): Promise<TestFrontEnd> {
  return Object.assign(app, { url: await app.app.listen({ host: '127.0.0.1', port: 0 }) })
}

/** Starts a front end for each of the replicas that they read, and lets `resources` end them. */
export async function startFrontEnds(
  resources: AsyncDisposableStack,
  master: RedisNode,
  replicas: readonly (RedisNode | undefined)[],
): Promise<TestFrontEnd[]> {
  const frontEnds: TestFrontEnd[] = []
  for (const replica of replicas)
    frontEnds.push(await listening(resources.use(await startApp(redisVariables(master, replica)))))
  return frontEnds
}

async function readAll({ app }: TestApp): Promise<Told> {
  const page = await app.inject('/')
  const api = await app.inject('/api/entries?limit=20')
  const feed = await app.inject('/feed.atom')
  const { entries, total } = api.json() as { entries: Entry[]; total: number }
  const answers = [page, api, feed]
  return {
    page: page.body,
    api: api.body,
    feed: feed.body,
    entries,
    ids: [
      [...page.body.matchAll(/<li id="([1-9]\d*-\d+)"/g)].map(([, id]) => id),
      entries.map(({ id }) => id),
      [...feed.body.matchAll(/<id>[^<]*?(\d+-\d+)<\/id>/g)].map(([, id]) => id),
    ],
    totals: [Number(/data-total="(\d+)"/.exec(page.body)?.[1]), total],
    tags: answers.map((answer) => headerOf(answer, 'etag')),
    positions: answers.map((answer) => parsePosition(headerOf(answer, 'guestbook-position'))),
    updated: Date.parse(/<updated>(.*?)<\/updated>/.exec(feed.body)?.[1] ?? ''),
  }
}

/** Waits until every front end is at `position`, in all that it tells. */
export function readEverywhere(frontEnds: readonly TestFrontEnd[], position: Position): Promise<readonly Told[]> {
  const read = async (frontEnd: TestFrontEnd) => {
    const told = await readAll(frontEnd)
    if (!told.positions.every((reached) => reached && reaches(reached, position))) throw new Error('not yet there')
    return told
  }
  return Promise.all(frontEnds.map((frontEnd) => eventually('a front end to follow', () => read(frontEnd))))
}

/** Marks an entry as its owner does. @returns the position from which it is so */
export async function markEntry({ book }: TestApp, id: LogId, mark: Mark): Promise<Position> {
  const outcome = await book.moderation.mark(id, mark, 'Anna')
  if (outcome.kind !== 'done') throw new Error(`expected ${mark.kind} to be done, got ${outcome.kind}`)
  return outcome.position
}

/** What the live stream of every front end tells while `act` runs, as kinds and data. */
export async function hearEverywhere(
  frontEnds: readonly TestFrontEnd[],
  count: number,
  act: () => Promise<unknown>,
): Promise<readonly (readonly [kind: string, data: unknown])[][]> {
  const streams = await Promise.all(frontEnds.map(({ url }) => openStream(url)))
  try {
    await act()
    return await Promise.all(streams.map(async (stream) => (await stream.received(count)).map(told)))
  } finally {
    for (const stream of streams) stream[Symbol.dispose]()
  }
}

export function told({ event, data }: StreamEvent): readonly [kind: string, data: unknown] {
  return [event, JSON.parse(data)]
}
