import { type DisposableTempDir, mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isOutOfRoom } from '../../book/stores/sqlite/files/failures.ts'
import { CannotCopy } from '../../book/stores/transfer/content.ts'

/** Runs `action` with the path of a folder for files that are not kept. Throws `CannotCopy` if the book does not fit there. */
export async function withTemporaryFolder<Result>(action: (path: string) => Promise<Result>): Promise<Result> {
  using folder = createFolder()
  try {
    return await action(folder.path)
  } catch (error) {
    if (!isFull(error)) throw error
    throw new CannotCopy(
      `${dirname(folder.path)} has no room for a copy of the book: name a larger folder in TMPDIR, or mount a volume on /tmp.`,
      { cause: error },
    )
  }
}

/** In a container with a read-only file system, only shared memory can be written to. */
function createFolder(): DisposableTempDir {
  try {
    return mkdtempDisposableSync(join(tmpdir(), 'guestbook-'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EROFS') throw error
    return mkdtempDisposableSync('/dev/shm/guestbook-')
  }
}

function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return isOutOfRoom(error) || ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code) || isFull(error.cause)
}
