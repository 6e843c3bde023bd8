import type { Redis } from 'ioredis'
import { isId, LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { Fate, Ownership } from '../../book.ts'
import { NotOwn } from '../../errors.ts'
import type { BookKeys } from './book-keys.ts'
import { decodeHeld } from './held-encoding.ts'
import { READ_HELD } from './scripts/held.ts'
import type { Transitions } from './transitions.ts'

/** Defines the script on a connection. Call it once for each. */
export function defineFateReads(node: Redis): void {
  node.defineCommand('readHeld', { lua: READ_HELD, numberOfKeys: 1 })
}

/** Throws {@link NotOwn}. */
export async function takeBack(transitions: Transitions, id: LogId, own: Ownership): Promise<Position> {
  if (!isId(id)) throw new NotOwn('gone')
  const { generation, answers } = await transitions.run('takeBack', id, own.author.toWellFormed(), own.since)
  const [kind, detail] = answers[0]?.split(' ') ?? []
  if (kind !== 'done' || detail === undefined) throw new NotOwn((detail ?? 'gone') as NotOwn['reason'])
  return { generation, entries: LOG_START, changes: detail }
}

export async function withdraw(transitions: Transitions, id: LogId, author: string): Promise<boolean> {
  if (!isId(id)) return false
  const { answers } = await transitions.run('withdraw', id, author.toWellFormed())
  return answers[0]?.startsWith('done') === true
}

export async function readFatesOf(
  node: Redis,
  keys: BookKeys,
  author: string,
  ids: readonly LogId[],
): Promise<readonly Fate[]> {
  const known = ids.filter(isId)
  const answers = known.length === 0 ? [] : await (node as FateReads).readHeld(keys.entries, author, ...known)
  const byId = new Map(known.map((id, index) => [id, decodeFate(id, answers[index] ?? '')]))
  return ids.map((id) => byId.get(id) ?? { id, state: 'gone' })
}

function decodeFate(id: LogId, answer: string): Fate {
  const space = answer.indexOf(' ')
  const detail = answer.slice(space + 1)
  switch (answer.slice(0, Math.max(0, space))) {
    case 'waiting':
      return { id, state: 'waiting', entry: decodeHeld(JSON.parse(detail)) }
    case 'published':
      return { id, state: 'published', entry: detail }
    default:
      return { id, state: 'gone' }
  }
}

interface FateReads extends Redis {
  readHeld(entries: string, author: string, ...ids: LogId[]): Promise<string[]>
}
