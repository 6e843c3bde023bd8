/** The most that strangers can make one process hold. Together it must fit a container of 512 MB. */
export interface Limits {
  readonly connections: number
  readonly streams: number
  readonly streamsOfNetwork: number
  /** Of all requests together. */
  readonly bodyBytes: number
  /** Per body, in milliseconds. */
  readonly bodyTime: number
  /** Of all answers together. */
  readonly unreadBytes: number
}

export interface Allotment {
  readonly openFiles: number
  readonly memoryBytes: number
}

const MB = 1024 * 1024

/** Measured: a silent connection takes 12 KB, one with half of the largest headers 26, a stream 21. The rest is for the process. */
const CONNECTION_BYTES = 52 * 1024
const STREAM_BYTES = 64 * 1024

/** The store, the log, files being sent, connections being refused. */
const OTHER_FILES = 64

/** Guests in one hall share an address, but must not lock out others: a network gets at most half of the streams. */
export function limitsFor({ openFiles, memoryBytes }: Allotment): Limits {
  const streams = Math.max(1, Math.floor(Math.min(openFiles / 2, memoryBytes / STREAM_BYTES)))
  return {
    connections: Math.max(1, Math.floor(Math.min(openFiles * 0.9 - OTHER_FILES, memoryBytes / CONNECTION_BYTES))),
    streams,
    streamsOfNetwork: Math.ceil(streams / 2),
    bodyBytes: 32 * MB,
    bodyTime: 15_000,
    unreadBytes: 64 * MB,
  }
}
