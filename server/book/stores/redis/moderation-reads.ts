import type { Redis } from 'ioredis'
import type { Entry } from '../../../common/entry.ts'
import { compareIds, LOG_START, type LogId } from '../../../common/log-id.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type {
  AuditPage,
  Drawer,
  DrawerCounts,
  HeldPage,
  KeptEntry,
  KeptPage,
  LaterRequest,
  OlderRequest,
} from '../../moderation.ts'
import { pageOf } from '../page-of.ts'
import type { BookKeys } from './book-keys.ts'
import { decodeAudit } from './change-encoding.ts'
import { decodeEntry, type MarkedRecord, type StreamRecord } from './encoding.ts'
import { decodeHeld } from './held-encoding.ts'
import { COUNTS, READ_DRAWER, READ_HIDDEN, READ_KEPT, READ_PINNED } from './scripts/held.ts'

/** Defines the scripts on a connection, once. The functions below answer as `Moderation` does. */
export function defineModerationReads(node: Redis): void {
  const scripts = {
    countHeld: COUNTS,
    readDrawer: READ_DRAWER,
    readHidden: READ_HIDDEN,
    readKept: READ_KEPT,
    readPinned: READ_PINNED,
  }
  for (const [name, lua] of Object.entries(scripts)) node.defineCommand(name, { lua, numberOfKeys: 1 })
}

export async function readCounts(node: Redis, keys: BookKeys): Promise<DrawerCounts> {
  const [waiting, spam, hidden] = await (node as ModerationReads).countHeld(keys.entries, Date.now())
  return { waiting, spam, hidden }
}

export async function readDrawer(
  node: Redis,
  keys: BookKeys,
  drawer: Drawer,
  { after = '', limit }: LaterRequest,
): Promise<HeldPage> {
  const range = [Date.now(), drawer, after, limit + 1] as const
  const [total, records] = await (node as ModerationReads).readDrawer(keys.entries, ...range)
  const { items, next } = pageOf((JSON.parse(records) as StreamRecord[]).map(decodeHeld), limit)
  return { entries: items, next, total }
}

export async function readHidden(node: Redis, keys: BookKeys): Promise<readonly Entry[]> {
  const records = await (node as ModerationReads).readHidden(keys.entries)
  const entries = (JSON.parse(records) as MarkedRecord[]).map(decodeEntry)
  return entries.sort((a, b) => compareIds(b.id, a.id))
}

export async function readPinned(node: Redis, keys: BookKeys): Promise<readonly KeptEntry[]> {
  const found = decodeKept(await (node as ModerationReads).readPinned(keys.entries))
  return found.sort((a, b) => compareIds(b.id, a.id))
}

export async function readKept(node: Redis, keys: BookKeys, { before, limit }: OlderRequest): Promise<KeptPage> {
  if (before === LOG_START) return { entries: [], next: null }
  const reply = await (node as ModerationReads).readKept(keys.entries, startBefore(before), limit + 1)
  const { items, next } = pageOf(decodeKept(reply), limit)
  return { entries: items, next }
}

export async function readAudit(node: Redis, keys: BookKeys, { before, limit }: OlderRequest): Promise<AuditPage> {
  if (before === LOG_START) return { records: [], next: null }
  const found = await node.xrevrange(keys.changes, startBefore(before), '-', 'COUNT', limit + 1)
  const { items, next } = pageOf(found.map(decodeAudit), limit)
  return { records: items, next }
}

function startBefore(before: LogId | undefined): string {
  return before === undefined ? '+' : `(${before}`
}

function decodeKept([records, hidden]: KeptReply): KeptEntry[] {
  const isHidden = new Set(hidden)
  const entries = (JSON.parse(records) as MarkedRecord[]).map(decodeEntry)
  return entries.map((entry) => ({ ...entry, isHidden: isHidden.has(entry.id) }))
}

type KeptReply = readonly [records: string, hidden: readonly LogId[]]

interface ModerationReads extends Redis {
  countHeld(entries: string, now: UnixTime): Promise<[waiting: number, spam: number, hidden: number]>
  readDrawer(
    entries: string,
    ...range: readonly [now: UnixTime, drawer: Drawer, after: string, most: number]
  ): Promise<[total: number, records: string]>
  readHidden(entries: string): Promise<string>
  readKept(entries: string, from: string, most: number): Promise<KeptReply>
  readPinned(entries: string): Promise<KeptReply>
}
