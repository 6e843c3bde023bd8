import { setTimeout as pause } from 'node:timers/promises'
import { openBook } from '../book.ts'
import { compareValues } from '../findings.ts'
import { ask, get } from '../load/requests.ts'
import type { Context, Part } from '../part.ts'
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
    const both = [longestAnswer(context, book.first.url, '/'), longestAnswer(context, bare.url, '/copy/0')] as const
    const [ours, theirs] = await Promise.all(both)
    const name = 'longest answer at fifty requests a second'
    return [compareValues(name, 'ms', [ours], 'bare Fastify, at the same time', [theirs])]
  },
}

async function longestAnswer({ scale, signal }: Context, url: string, path: string): Promise<number> {
  let longest = 0
  for (const end = performance.now() + 1000 * scale.stall; performance.now() < end; ) {
    await pause(PAUSE, undefined, { signal })
    const asked = performance.now()
    await ask(url, get(path))
    longest = Math.max(longest, performance.now() - asked)
  }
  return longest
}
