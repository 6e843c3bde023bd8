import { compareIds } from '../../server/common/log-id.ts'

/** The part of the book that the page shows: from its address on, down to its link to older entries. */
export class Extent {
  readonly #before: string | null
  readonly #entry: string | null

  constructor(query: URLSearchParams) {
    this.#before = query.get('before')
    this.#entry = query.get('entry')
  }

  /** True if the page has the place of this entry. */
  includes(id: string): boolean {
    const older = document.querySelector<HTMLAnchorElement>('a.older')
    const oldest = older && new URL(older.href).searchParams.get('before')
    return (
      (this.#before === null || compareIds(id, this.#before) < 0) &&
      (this.#entry === null || compareIds(id, this.#entry) <= 0) &&
      (oldest === null || compareIds(id, oldest) >= 0)
    )
  }
}
