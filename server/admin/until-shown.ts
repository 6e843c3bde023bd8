import type { Feed } from '../book/feed/feed.ts'
import type { Position } from '../common/position.ts'

/** Longer than a feed needs, unless no node can be read. */
const PATIENCE_MS = 2000

/** Resolves once this front end's pages show what an owner did, which ended at `position`: an owner looks at once. */
export async function untilShown(feed: Pick<Feed, 'waitFor'>, position: Position | undefined): Promise<void> {
  if (position) await feed.waitFor(position, PATIENCE_MS)
}
