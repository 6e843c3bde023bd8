import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { openBook } from '../book.ts'
import { compareValues } from '../findings.ts'
import { BROWSER, get } from '../load/load.ts'
import type { Part } from '../part.ts'
import { startBareFastify } from '../servers/start.ts'

/** The pause between requests, in milliseconds: about fifty requests a second. */
const PAUSE = 20

/** Both servers are asked at the same time: what delays both alike is the machine. */
export const stall: Part = {
  name: 'stall',
  about: 'the longest answer of a process that is hardly asked',
  async run(context) {
    await using book = await openBook(context, { store: 'Redis' })
    await using bare = await startBareFastify({}, [{ url: book.first.url, request: get('/') }])
    context.progress('stall')
    const [ours, theirs] = await Promise.all(
      [`${book.first.url}/`, `${bare.url}/copy/0`].map((url) =>
        longestAnswer(url, context.scale.stall, context.signal),
      ),
    )
    const name = 'longest answer at fifty requests a second'
    return [compareValues(name, 'ms', [ours ?? 0], 'bare Fastify, at the same time', [theirs ?? 0])]
  },
}

async function longestAnswer(url: string, seconds: number, signal: AbortSignal): Promise<number> {
  let longest = 0
  for (const end = performance.now() + 1000 * seconds; performance.now() < end; ) {
    await pause(PAUSE, undefined, { signal })
    const asked = performance.now()
    const { statusCode, body } = await request(url, { headers: BROWSER })
    await body.dump()
    if (statusCode !== 200) throw new Error(`expected 200 from ${url}, got ${statusCode}`)
    longest = Math.max(longest, performance.now() - asked)
  }
  return longest
}
