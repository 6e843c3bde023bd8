import type { Peer } from '../command-line.ts'
import { compare } from '../compare.ts'
import type { Finding } from '../findings.ts'
import { get, type LoadRequest, loadOf, POST } from '../load/load.ts'
import type { Part } from '../part.ts'
import { startGuestbook } from '../servers/guestbook.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'

/** Compares with another guestbook that is already running. The posted entries stay in its book. */
export function peerPart({ origin, readPath, writePath, body, contentType }: Peer): Part {
  return {
    name: 'peer',
    about: `the same load on ${origin}`,
    async run(context) {
      await using redis = await startLocalRedis(2)
      await using guestbook = await startGuestbook(redisVariables(redis))
      await context.load.run('saturate', loadOf(guestbook, POST), { amount: 50 })
      const against = (request: LoadRequest, theirs: LoadRequest): Promise<Finding> =>
        compare(context, {
          measure: `${request.method} ${request.path}`,
          ours: { load: loadOf(guestbook, request), program: guestbook, redis },
          reference: { load: { ...loadOf({ url: origin }, theirs), takesRedirects: true } },
          comparedWith: `${theirs.method} ${theirs.path} of ${origin}`,
        })
      const findings: Finding[] = []
      if (readPath !== undefined) findings.push(await against(get('/'), get(readPath)))
      if (writePath !== undefined) {
        const headers = { ...POST.headers, 'content-type': contentType }
        findings.push(await against(POST, { method: 'POST', path: writePath, headers, body }))
      }
      return findings
    },
  }
}
