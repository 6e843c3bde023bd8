import { connect, type Socket } from 'node:net'

/** How many streams are opened at a time; fewer than the listen backlog. */
const AT_ONCE = 100

/** One address has too few ports for all streams; Linux has all of 127.0.0.0/8. */
const ADDRESSES = process.platform === 'linux' ? ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'] : ['127.0.0.1']

/** One buffer for all streams: only the end of the last chunk is kept. */
const CHUNK = Buffer.alloc(64 * 1024)

interface Stream {
  readonly socket: Socket
  /** The end of the data, where the text may begin; undefined if no text is awaited. */
  tail: string | undefined
}

const streams: Stream[] = []
let awaited = ''
let missing = 0
let lost = 0
let seen = Promise.withResolvers<bigint>()

/** Opens event streams on a server of this machine. Lean enough for thousands in one thread. Throws if one is refused. */
export async function openStreams(url: string, path: string, count: number): Promise<void> {
  let begun = 0
  const openSome = async () => {
    while (begun < count)
      streams.push(await open(Number(new URL(url).port), path, ADDRESSES[begun++ % ADDRESSES.length]))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, openSome))
}

export function awaitText(text: string): void {
  awaited = text
  missing = streams.length
  seen = Promise.withResolvers()
  for (const stream of streams) stream.tail = ''
}

/** Resolves to the time when the last stream had the text, by process.hrtime.bigint, which is the same in all threads. */
export function lastSeen(): Promise<bigint> {
  return seen.promise
}

/** Closes all streams. Throws if the server has ended one. */
export function closeStreams(): void {
  for (const { socket } of streams.splice(0)) socket.removeAllListeners('close').resetAndDestroy()
  if (lost > 0) throw new Error(`expected the streams to stay open, but the server ended ${lost}`)
}

function open(port: number, path: string, localAddress = '127.0.0.1'): Promise<Stream> {
  return new Promise((resolve, reject) => {
    let isOpen = false
    const callback = (size: number, buffer: Uint8Array) => {
      const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, size).toString('latin1')
      if (isOpen) look(stream, chunk)
      else if (!chunk.startsWith('HTTP/1.1 200'))
        reject(new Error(`expected 200 for ${path}, got "${chunk.slice(0, 30)}"`))
      else {
        isOpen = true
        resolve(stream)
      }
      return true
    }
    const socket = connect({ host: '127.0.0.1', port, localAddress, onread: { buffer: CHUNK, callback } })
    const stream: Stream = { socket, tail: undefined }
    socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`))
    socket.on('error', reject)
    socket.once('close', () => {
      lost += isOpen ? 1 : 0
      if (isOpen) seen.reject(new Error('expected the streams to stay open, but the server ended one'))
      reject(new Error(`expected a stream from ${path}, but it ended`))
    })
  })
}

function look(stream: Stream, chunk: string): void {
  if (stream.tail === undefined) return
  const text = stream.tail + chunk
  stream.tail = text.includes(awaited) ? undefined : text.slice(-awaited.length)
  if (stream.tail !== undefined) return
  missing -= 1
  if (missing === 0) seen.resolve(process.hrtime.bigint())
}
