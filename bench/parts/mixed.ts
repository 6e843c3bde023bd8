import { compareValues } from '../findings.ts'
import { get, type LoadRequest, loadOf, POST } from '../load/load.ts'
import type { Part } from '../part.ts'
import { startBareFastify } from '../servers/bare.ts'
import { startGuestbook } from '../servers/guestbook.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'

/** The rate for both sides, as a fraction of what the guestbook can answer. */
const SHARE = 0.8

/** One post in twenty requests, at the rate of a well-sized front end. */
export const mixed: Part = {
  name: 'mixed',
  about: '95 % reads, 5 % posts, at 80 % of saturation',
  async run({ load, progress, scale }) {
    await using redis = await startLocalRedis(2)
    await using guestbook = await startGuestbook(redisVariables(redis))
    const copied = [loadOf(guestbook, get('/')), loadOf(guestbook, get('/api/entries'))]
    await using bare = await startBareFastify(redisVariables(redis), copied)
    const ours = loadOf(guestbook, ...mixture(get('/'), get('/api/entries'), POST))
    const theirs = loadOf(bare, ...mixture(get('/copy/0'), get('/copy/1'), { ...POST, path: '/add' }))

    progress('mixed load, looking for saturation')
    await load.run('saturate', ours, { seconds: scale.warmUp })
    const saturated = await load.run('saturate', ours, { seconds: scale.seconds })
    const rate = Math.round(SHARE * saturated.perSecond)
    progress(`mixed load, ${rate} requests/s`)
    await load.run('askSteadily', ours, rate, scale.warmUp)
    await readEventLoopDelay(guestbook.metricsUrl)
    const own = await load.run('askSteadily', ours, rate, scale.mixedSeconds)
    const delay = await readEventLoopDelay(guestbook.metricsUrl)
    await load.run('askSteadily', theirs, rate, scale.warmUp)
    const other = await load.run('askSteadily', theirs, rate, scale.mixedSeconds)

    const latency = (name: string, key: keyof typeof own.latency) => {
      const measure = `mixed: latency ${name}, at ${rate} requests/s`
      return compareValues(measure, 'ms', [own.latency[key]], 'bare Fastify at the same rate', [other.latency[key]])
    }
    return [
      latency('p50', 'p50'),
      latency('p99', 'p99'),
      latency('p99.9', 'p999'),
      { measure: 'mixed: event-loop delay, p99 (10 ms of it are its sampling)', unit: 'ms', ours: delay },
    ]
  },
}

/** Nineteen reads, most of them of the page, and one post. */
function mixture(page: LoadRequest, entries: LoadRequest, post: LoadRequest): LoadRequest[] {
  return Array.from({ length: 20 }, (_, index) => (index === 10 ? post : index % 4 === 3 ? entries : page))
}

/** The 99th percentile since it was last read, in milliseconds. */
async function readEventLoopDelay(metricsUrl: string): Promise<number> {
  const metrics = await (await fetch(metricsUrl)).text()
  return 1000 * Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1])
}
