import { type DisposableTempDir, mkdtempDisposableSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Creates a folder for files that are not kept. In a container with a read-only file system, only shared memory can be written to. */
export function temporaryFolder(): DisposableTempDir {
  try {
    return mkdtempDisposableSync(join(tmpdir(), 'guestbook-'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EROFS') throw error
    return mkdtempDisposableSync('/dev/shm/guestbook-')
  }
}
