/** What strangers can make one process hold at most. The sum must stay below the memory of a small container (512 MB). */
export interface Limits {
  /** Open connections, live streams included. */
  readonly connections: number
  /** Live streams. */
  readonly streams: number
  /** Live streams of one network. */
  readonly streamsOfNetwork: number
  /** Request bodies being read, all together, in bytes. */
  readonly bodyBytes: number
  /** How long one body may take to arrive, in milliseconds. */
  readonly bodyTime: number
  /** Answers that clients have not read yet, all together, in bytes. */
  readonly unreadBytes: number
}

/** What a process may use. */
export interface Allotment {
  /** File descriptors. */
  readonly openFiles: number
  /** Memory, in bytes. */
  readonly memory: number
}

const MB = 1024 * 1024

/**
 * For each so many bytes of memory there may be one connection, or one live stream. Measured, a connection takes 12 KB where it sends
 * nothing and 26 KB where it sends half of the largest headers, a stream 21 KB; the rest is for the process itself and all other limits.
 */
const CONNECTION_MEMORY = 52 * 1024
const STREAM_MEMORY = 64 * 1024

/** Descriptors for everything that is no visitor: the store, the log, files being sent, connections just being refused. */
const OTHER_FILES = 64

/**
 * Derives the limits of a process from what it may use. Streams take at most half of the descriptors, and one network half of the
 * streams: guests in one hall, or all behind one proxy, share an address, yet a single network must not lock out the others.
 */
export function limitsFor({ openFiles, memory }: Allotment): Limits {
  const streams = Math.max(1, Math.floor(Math.min(openFiles / 2, memory / STREAM_MEMORY)))
  return {
    connections: Math.max(1, Math.floor(Math.min(openFiles * 0.9 - OTHER_FILES, memory / CONNECTION_MEMORY))),
    streams,
    streamsOfNetwork: Math.ceil(streams / 2),
    bodyBytes: 32 * MB,
    bodyTime: 15_000,
    unreadBytes: 64 * MB,
  }
}
