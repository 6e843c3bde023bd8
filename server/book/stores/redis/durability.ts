import type { Redis } from 'ioredis'
import { isRefusal } from './refusal.ts'
import { parseInfo } from './replication.ts'

/** From which part of its memory a master warns. */
const MEMORY_SHARE = 0.8

/** Below which part it takes the warning back: what is used goes up and down by itself. */
const ENOUGH_MEMORY = 0.75

/** What an inspection found, in plain sentences. */
export interface Inspection {
  /** Why what the master acknowledges may yet be lost. */
  readonly weaknesses: readonly string[]
  /** Why it will soon take no entries. */
  readonly shortages: readonly string[]
}

/**
 * Finds out whether a master keeps what it acknowledges, and whether it has room for more. Rejects where it does not answer.
 * What the server does not show (CONFIG is often forbidden) is not held against it.
 * @param before what the last inspection found
 */
export async function inspect(master: Redis, before?: Inspection): Promise<Inspection> {
  const [settings, memory] = await Promise.all([
    master.config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy').catch(noneIfForbidden([])),
    master.info('memory').catch(noneIfForbidden('')),
  ])
  const wasShort = before !== undefined && before.shortages.length > 0
  return { weaknesses: weaknesses(pairs(settings as string[])), shortages: shortages(parseInfo(memory), wasShort) }
}

function pairs(reply: readonly string[]): Record<string, string> {
  const settings = Array.from({ length: reply.length / 2 }, (_, index) => reply.slice(2 * index, 2 * index + 2))
  return Object.fromEntries(settings)
}

function noneIfForbidden<None>(none: None): (error: Error) => None {
  return (error) => {
    if (isRefusal(error)) return none
    throw error
  }
}

/** The rule by itself (https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/). */
export function weaknesses(settings: Readonly<Record<string, string>>): string[] {
  const { appendonly, appendfsync, 'maxmemory-policy': policy } = settings
  const found: string[] = []
  if (appendonly === 'no')
    found.push('appendonly is "no": a restart of Redis loses what came after its last snapshot; set it to "yes"')
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

/** Whether memory runs short, or does so still, by the fields of `INFO memory`; never where there is no limit. */
export function shortages(memory: ReadonlyMap<string, string>, wasShort = false): string[] {
  const limit = Number(memory.get('maxmemory') ?? 0)
  const used = Number(memory.get('used_memory') ?? 0)
  if (!(limit > 0) || used < (wasShort ? ENOUGH_MEMORY : MEMORY_SHARE) * limit) return []
  const size = limit < 1024 ** 2 ? `${limit} bytes` : `${Math.floor(limit / 1024 ** 2)} MiB`
  return [
    `Redis has used about ${100 * MEMORY_SHARE} % of its memory ("maxmemory", ${size}) or more: when it is full nobody can sign; raise it, or remove entries`,
  ]
}
