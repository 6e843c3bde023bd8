import { type Finding, type Quantity, type Series, valueAtMost } from '../findings.ts'
import { openFileLimit } from '../live/open-file-limit.ts'
import { Readers } from '../live/readers.ts'
import { type Fanout, holdStreams, type TimedPost } from '../live/session.ts'
import type { Part } from '../part.ts'
import { startBareStreams } from '../processes/bare.ts'
import { startGuestbook } from '../processes/guestbook.ts'
import { startLocalRedis } from '../processes/redis.ts'
import { median, percentile } from '../statistics.ts'

/** The goals: the last of 10,000 readers has an entry after so many milliseconds, and a stream takes so many KB. */
const DELAY_GOAL = 400
const MEMORY_GOAL = 20

/** Files that a process needs beside its streams. */
const OTHER_FILES = 200

const REFERENCE = 'bare node:http, one buffer'

export const live: Part = {
  name: 'live',
  about: 'from a post to the last of many open pages',
  estimate: ({ streams, livePosts, liveRounds }) =>
    3 +
    2 * liveRounds * streams.reduce((sum, count) => sum + 1.5 + count / 1500 + livePosts * (0.06 + count / 50_000), 0),
  async run(context) {
    const limit = openFileLimit() - OTHER_FILES
    const counts = [...new Set(context.scale.streams.map((count) => Math.min(count, limit)))]
    await using redis = await startLocalRedis(1)
    using readers = new Readers(context.signal)
    const ours = () => startGuestbook(redis, context.signal)
    const reference = () => startBareStreams(context.signal)
    const results: Result[] = []
    for (const streams of counts) {
      const rounds: Result['rounds'] = []
      while (rounds.length < context.scale.liveRounds) {
        const round = `round ${rounds.length + 1} of ${context.scale.liveRounds}`
        context.progress.step(`${countOf(streams)} on the guestbook, ${round}`)
        const own = await holdStreams(context, ours, { readers, streams, readsMeanwhile: true })
        context.progress.step(`${countOf(streams)} on a bare server, ${round}`)
        const other = await holdStreams(context, reference, { readers, streams, readsMeanwhile: false })
        rounds.push({ ours: own, reference: other })
      }
      results.push({ streams, rounds })
    }
    return { findings: findingsAt(results.at(-1) as Result), series: seriesOf(results) }
  },
}

interface Result {
  readonly streams: number
  readonly rounds: { ours: Fanout; reference: Fanout }[]
}

function findingsAt({ streams, rounds }: Result): Finding[] {
  const compared = (measure: string, ours: Quantity, reference: Quantity, goal?: number): Finding => ({
    measure: `${countOf(streams)}: ${measure}`,
    ours,
    reference: { name: REFERENCE, quantity: reference },
    ratio: reference.value > 0 ? ours.value / reference.value : undefined,
    goal: goal === undefined ? undefined : valueAtMost(goal),
  })
  const delayed = (since: keyof TimedPost, share: number, goal?: number) =>
    compared(
      `the last reader has a post, since ${since === 'sinceSent' ? 'it was sent' : 'its acknowledgement'}, p${share * 100}`,
      { value: delay(rounds, 'ours', since, share), unit: 'ms' },
      { value: delay(rounds, 'reference', since, share), unit: 'ms' },
      goal,
    )
  const memory = (side: 'ours' | 'reference'): Quantity => ({
    value: median(rounds.map((round) => round[side].bytesEach ?? Number.NaN)) / 1000,
    unit: 'KB',
  })
  const readers = rounds.map((round) => round.ours.readingMeanwhile?.p99 ?? Number.NaN)
  return [
    delayed('sinceAcknowledged', 0.5),
    delayed('sinceAcknowledged', 0.99, DELAY_GOAL),
    delayed('sinceSent', 0.5),
    delayed('sinceSent', 0.99),
    ...(Number.isNaN(memory('ours').value)
      ? []
      : [compared('memory of one', memory('ours'), memory('reference'), MEMORY_GOAL)]),
    {
      measure: `${countOf(streams)}: GET / meanwhile, five posts a second, p99`,
      ours: { value: median(readers), unit: 'ms' },
    },
  ]
}

function delay(rounds: Result['rounds'], side: 'ours' | 'reference', since: keyof TimedPost, share: number): number {
  return percentile(
    rounds.flatMap((round) => round[side].posts.map((post) => post[since])),
    share,
  )
}

function seriesOf(results: readonly Result[]): Series[] {
  const line = (name: string, side: 'ours' | 'reference', share: number): Series => ({
    plot: 'fan-out',
    line: `${name}, p${share * 100}`,
    points: results.map(({ streams, rounds }) => ({ x: streams, y: delay(rounds, side, 'sinceSent', share) })),
  })
  return [
    line('guestbook', 'ours', 0.5),
    line('guestbook', 'ours', 0.99),
    line('bare node:http', 'reference', 0.5),
    line('bare node:http', 'reference', 0.99),
  ]
}

function countOf(streams: number): string {
  return `${streams.toLocaleString('en')} streams`
}
