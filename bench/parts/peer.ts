import type { Peer } from '../command-line.ts'
import { compare } from '../load/compare.ts'
import type { Load } from '../load/load.ts'
import { get, loadOf, POST } from '../load/requests.ts'
import type { Part } from '../part.ts'
import { startGuestbook } from '../processes/guestbook.ts'
import { startLocalRedis } from '../processes/redis.ts'
import { comparisonSeconds } from '../scale.ts'

/** Loads another guestbook, which runs already, as this one is loaded, side by side. What it is posted stays in its book. */
export function createPeerPart({ origin, readPath, writePath, body, contentType }: Peer): Part {
  const comparisons = [readPath, writePath].filter((path) => path !== undefined).length
  return {
    name: 'peer',
    about: `the same load on ${origin}`,
    estimate: (scale) => 3 + comparisons * comparisonSeconds(scale),
    async run(context) {
      await using redis = await startLocalRedis(2)
      await using guestbook = await startGuestbook(redis, context.signal)
      const peer = { url: origin }
      await context.load.saturate(loadOf(guestbook, POST), { amount: 50 })
      const against = (measure: string, ours: Load, theirs: Load) =>
        compare(context, {
          measure,
          ours: { load: ours, program: guestbook, redis },
          reference: { load: { ...theirs, takesRedirects: true } },
          comparedWith: `${theirs.requests[0]?.method} ${theirs.requests[0]?.path} of ${origin}`,
        })
      const findings = []
      if (readPath !== undefined) {
        findings.push(await against('GET /', loadOf(guestbook, get('/')), loadOf(peer, get(readPath))))
      }
      if (writePath !== undefined) {
        const post = { ...POST, path: writePath, headers: { ...POST.headers, 'content-type': contentType }, body }
        findings.push(await against('POST /api/entries', loadOf(guestbook, POST), loadOf(peer, post)))
      }
      return { findings }
    },
  }
}
