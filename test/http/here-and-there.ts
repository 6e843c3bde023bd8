import { afterAll, beforeAll, describe, expect } from 'vitest'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'

/** Two front ends of one book; of an embedded book, which has only one, the same twice. */
export interface HereAndThere {
  readonly here: TestApp
  readonly there: TestApp
}

/** Defines the tests for an embedded book and for two front ends with a replica each. Only tests and hooks may ask for the apps. */
export function describeHereAndThere(what: string, define: (apps: HereAndThere) => void): void {
  describe(`${what}, in the embedded book`, () => {
    defineTests(async (resources) => {
      const app = resources.use(await startApp())
      return { here: app, there: app }
    }, define)
  })
  describeWith(['redis'], `${what}, on two front ends with a replica each`, () => {
    defineTests(async (resources) => {
      const redis = resources.use(await startRedis({ replicas: 2 }))
      const [one, two] = redis.replicas
      return {
        here: resources.use(await startApp(redisVariables(redis.master, one))),
        there: resources.use(await startApp(redisVariables(redis.master, two))),
      }
    }, define)
  })
}

/** Resolves when both front ends know all that was written. */
export async function settled({ here, there }: HereAndThere): Promise<void> {
  const { position } = await here.book.page({ limit: 1, fromMaster: true })
  for (const { feed } of [here, there]) expect(await feed.waitFor(position, 5000)).toBe(true)
}

function defineTests(
  start: (resources: AsyncDisposableStack) => Promise<HereAndThere>,
  define: (apps: HereAndThere) => void,
): void {
  const resources = new AsyncDisposableStack()
  const apps = {} as { here: TestApp; there: TestApp }
  beforeAll(async () => {
    Object.assign(apps, await start(resources))
  })
  afterAll(() => resources.disposeAsync())
  define(apps)
}
