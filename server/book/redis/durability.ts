import type { Redis } from 'ioredis'
import { isRefusal } from './refusal.ts'

/**
 * Finds out whether a master keeps what it acknowledges. Rejects where it does not answer.
 * @returns plain sentences, none where it does; a setting that the server does not show (CONFIG is often forbidden) is not held against it.
 */
export async function findWeaknesses(master: Redis): Promise<string[]> {
  const reply = (await master
    .config('GET', 'appendonly', 'appendfsync', 'maxmemory-policy')
    .catch(noneIfForbidden)) as string[]
  const settings = Array.from({ length: reply.length / 2 }, (_, index) => reply.slice(2 * index, 2 * index + 2))
  return weaknesses(Object.fromEntries(settings))
}

function noneIfForbidden(error: Error): string[] {
  if (isRefusal(error)) return []
  throw error
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
