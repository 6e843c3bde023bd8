import { compareIds, type LogId } from '../../common/log-id.ts'
import { type Book, type Page, SNAPSHOT_SIZE } from '../book.ts'
import type { Feed } from '../feed/feed.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** Recognises ids that do not exist yet. Anyone can make them up and only the master knows, so all callers share its answers. */
export class FutureIds {
  readonly #feed: Feed
  readonly #askMaster: () => Promise<Page>

  constructor(book: Book, feed: Feed) {
    this.#feed = feed
    this.#askMaster = oneAtATime(() => book.page({ limit: SNAPSHOT_SIZE, fromMaster: true }))
  }

  /** The master's newest page if its log ends before `id`, else undefined. Throws `Unreadable` if the master cannot be asked. */
  newestBefore(id: LogId): Promise<Page | undefined> | undefined {
    const { state } = this.#feed
    return state && compareIds(id, state.position.entries) > 0 ? this.#ask(id) : undefined
  }

  async #ask(id: LogId): Promise<Page | undefined> {
    const page = await this.#askMaster()
    return compareIds(id, page.position.entries) > 0 ? page : undefined
  }
}
