import type { Redis } from 'ioredis'
import { decodePairs } from '../encoding.ts'
import { isRefusal } from './explain-refusal.ts'
import { parseInfo } from './replication.ts'

const MEMORY_SHARE = 0.8

/** Lower than the share that starts the warning, since usage fluctuates. */
const ENOUGH_MEMORY = 0.75

export interface Inspection {
  /** Why confirmed entries may still be lost. */
  readonly weaknesses: readonly string[]
  /** Why it will soon accept no entries. */
  readonly shortages: readonly string[]
}

/** Checks whether a master keeps what it confirms and has room. Settings that it hides are assumed to be fine. Rejects if it is silent. */
export async function inspect(master: Redis, before?: Inspection): Promise<Inspection> {
  const [settings, memory] = await Promise.all([
    master.config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy').catch(noneIfForbidden([])),
    master.info('memory').catch(noneIfForbidden('')),
  ])
  const wasShort = before !== undefined && before.shortages.length > 0
  return {
    weaknesses: weaknesses(decodePairs(settings as string[])),
    shortages: shortages(parseInfo(memory), wasShort),
  }
}

function noneIfForbidden<None>(none: None): (error: Error) => None {
  return (error) => {
    if (isRefusal(error)) return none
    throw error
  }
}

/** The rule without I/O (https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/). */
export function weaknesses(settings: Readonly<Record<string, string>>): string[] {
  const { appendonly, appendfsync, 'maxmemory-policy': policy } = settings
  const found: string[] = []
  if (appendonly === 'no')
    found.push('appendonly is "no": a restart of Redis loses everything since its last snapshot; set it to "yes"')
  else if (appendfsync !== undefined && appendfsync !== 'always') {
    found.push(`appendfsync is "${appendfsync}": a power cut may lose the last entries; set it to "always"`)
  }
  if (policy !== undefined && policy !== 'noeviction') {
    found.push(
      `maxmemory-policy is "${policy}": when memory runs short Redis may delete the book; set it to "noeviction"`,
    )
  }
  return found
}

/** Whether memory is short, or still is, by the fields of `INFO memory`. Never without a limit. */
export function shortages(memory: ReadonlyMap<string, string>, wasShort = false): string[] {
  const limit = Number(memory.get('maxmemory') ?? 0)
  const used = Number(memory.get('used_memory') ?? 0)
  if (!(limit > 0) || used < (wasShort ? ENOUGH_MEMORY : MEMORY_SHARE) * limit) return []
  const size = limit < 1024 ** 2 ? `${limit} bytes` : `${Math.floor(limit / 1024 ** 2)} MiB`
  return [
    `Redis has used about ${100 * MEMORY_SHARE} % of its memory ("maxmemory", ${size}) or more: when it is full nobody can sign; raise it, or remove entries`,
  ]
}
