import type { LogId } from '../../../../common/log-id.ts'

/** Finds the runs of hidden entries, as scripts/runs.ts stores them. */
export class HiddenRuns {
  readonly #runs: { oldest: LogId; newest: LogId }[] = []
  #isOpen = false

  /** Takes all entries of a book, oldest first. */
  add(id: LogId, isHidden: boolean): void {
    const last = this.#runs.at(-1)
    if (isHidden && this.#isOpen && last) last.newest = id
    else if (isHidden) this.#runs.push({ oldest: id, newest: id })
    this.#isOpen = isHidden
  }

  members(): string[] {
    return this.#runs.map(({ oldest, newest }) => `${sortable(newest)} ${newest} ${oldest}`)
  }
}

function sortable(id: LogId): string {
  return id
    .split('-')
    .map((part) => part.padStart(20, '0'))
    .join('-')
}
