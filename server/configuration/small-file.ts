import { readFileSync, statSync } from 'node:fs'

/** More than a bundle of all public certificate authorities. */
const LARGEST_BYTES = 1024 * 1024

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
}

/** Reads a text file that a setting names. Throws an Error whose message completes "but …" and does not contain the path. */
export function readSmallFile(path: string): string {
  const bytes = readBytes(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error('it is not text in UTF-8', { cause: error })
  }
}

function readBytes(path: string): Buffer {
  try {
    const status = statSync(path)
    if (!status.isFile()) throw new Error('it is not a file')
    if (status.size > LARGEST_BYTES) throw new Error('it is larger than 1 MiB')
    return readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new Error(REASONS[code] ?? `reading it fails (${code})`, { cause: error })
  }
}
