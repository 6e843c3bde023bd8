import { rmSync } from 'node:fs'

/** Removes a database that nobody uses, if it is there, with the files that SQLite may have left beside it. */
export function removeUnfinished(path: string): void {
  for (const rest of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${rest}`, { force: true })
}
