import type { Finding, Quantity } from '../findings.ts'
import type { Latency, Load, LoadRequest } from '../load/load.ts'
import { get, loadOf, POST } from '../load/requests.ts'
import type { Part } from '../part.ts'
import { startBareFastify } from '../processes/bare.ts'
import { type Guestbook, startGuestbook } from '../processes/guestbook.ts'
import { startLocalRedis } from '../processes/redis.ts'

/** How much of what the guestbook can answer at most is asked of both. */
const SHARE = 0.8

const REFERENCE = 'bare Fastify at the same rate'

/** One post among twenty requests, at a rate that a well-sized front end runs at. */
export const mixed: Part = {
  name: 'mixed',
  about: '95 % reads, 5 % posts, at 80 % of saturation',
  estimate: ({ seconds, warmUp, mixedSeconds }) => 4 + warmUp + seconds + 2 * (mixedSeconds + warmUp),
  async run({ load, progress, scale, signal }) {
    await using redis = await startLocalRedis(2)
    await using guestbook = await startGuestbook(redis, signal)
    await using bare = await startBareFastify(signal, {
      store: { redis },
      copied: [loadOf(guestbook, get('/')), loadOf(guestbook, get('/api/entries'))],
    })
    const ours = loadOf(guestbook, ...mixture(get('/'), get('/api/entries'), POST))
    const theirs = loadOf(bare, ...mixture(get('/copy/0'), get('/copy/1'), { ...POST, path: '/add' }))

    progress.step('mixed load, looking for saturation')
    await load.saturate(ours, { seconds: scale.warmUp })
    const { perSecond } = await load.saturate(ours, { seconds: scale.seconds })
    const rate = SHARE * perSecond
    const atRate = async (side: Load, what: string) => {
      progress.step(`mixed load, ${Math.round(rate)} requests/s of ${what}`)
      await load.atRate(side, rate, scale.warmUp)
      return load.atRate(side, rate, scale.mixedSeconds)
    }
    await readEventLoop(guestbook)
    const own = await atRate(ours, 'the guestbook')
    const loop = await readEventLoop(guestbook)
    const other = await atRate(theirs, 'a bare Fastify')
    const note = `at ${Math.round(rate)} requests/s`
    const findings: Finding[] = [
      ...latencies(note, own.latency, other.latency),
      {
        measure: 'mixed: event-loop delay, p99 (10 ms of it are its sampling)',
        ours: milliseconds(loop.p99 * 1000),
      },
    ]
    return { findings }
  },
}

/** Nineteen reads, most of them of the page, and one post. */
function mixture(page: LoadRequest, entries: LoadRequest, post: LoadRequest): LoadRequest[] {
  return Array.from({ length: 20 }, (_, index) => (index === 10 ? post : index % 4 === 3 ? entries : page))
}

function latencies(note: string, ours: Latency, reference: Latency): Finding[] {
  const names = { p50: 'p50', p99: 'p99', p999: 'p99.9' } as const
  return (Object.keys(names) as (keyof Latency)[]).map((key) => ({
    measure: `mixed: latency ${names[key]}, ${note}`,
    ours: milliseconds(ours[key]),
    reference: { name: REFERENCE, quantity: milliseconds(reference[key]) },
    ratio: ours[key] / reference[key],
  }))
}

function milliseconds(value: number): Quantity {
  return { value, unit: 'ms' }
}

/** The delay of the guestbook's event loop since this was last read, in seconds; reading it sets it back. */
async function readEventLoop({ metricsUrl }: Guestbook): Promise<{ p99: number }> {
  const metrics = await (await fetch(metricsUrl)).text()
  const p99 = Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1])
  if (Number.isNaN(p99)) throw new Error('expected nodejs_eventloop_lag_p99_seconds among the metrics, got none')
  return { p99 }
}
