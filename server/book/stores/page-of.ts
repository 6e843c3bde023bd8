import type { LogId } from '../../common/log-id.ts'

/** Cuts what was read to `limit` items. `next` is the id of the last one if more were read, else null: read one more than wanted. */
export function pageOf<Item extends { readonly id: LogId }>(
  read: readonly Item[],
  limit: number,
): { items: readonly Item[]; next: LogId | null } {
  const items = read.slice(0, limit)
  return { items, next: read.length > limit ? (items.at(-1)?.id ?? null) : null }
}
