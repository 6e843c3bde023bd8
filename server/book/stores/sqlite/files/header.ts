import { closeSync, openSync, readSync } from 'node:fs'

/** In bytes: https://sqlite.org/fileformat.html#the_database_header */
export const HEADER_SIZE = 100

/** The first bytes of a file; zeros after its end. */
export function readHeader(path: string): Buffer {
  const header = Buffer.alloc(HEADER_SIZE)
  const file = openSync(path, 'r')
  try {
    readSync(file, header)
  } finally {
    closeSync(file)
  }
  return header
}

/** True for the header of a database of SQLite. */
export function isDatabase(header: Buffer): boolean {
  return header.toString('latin1', 0, 16) === 'SQLite format 3\0'
}
