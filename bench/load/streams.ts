import { connect, type Socket } from 'node:net'

/** How many streams are opened at a time; fewer than the listen backlog. */
const AT_ONCE = 100

/** One address has too few ports for all streams; Linux has all of 127.0.0.0/8. */
const ADDRESSES = process.platform === 'linux' ? ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'] : ['127.0.0.1']

/** One buffer for all streams: only the end of the last chunk is kept. */
const CHUNK = Buffer.alloc(64 * 1024)

interface Stream {
  readonly socket: Socket
  /** Takes what has arrived. */
  take(chunk: string): void
}

const streams: Stream[] = []
let seen: PromiseWithResolvers<bigint> | undefined

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
  let missing = streams.length
  const last = Promise.withResolvers<bigint>()
  // A failure is reported by lastSeen, which may be called later.
  last.promise.catch(() => {})
  seen = last
  for (const stream of streams) {
    let tail = ''
    stream.take = (chunk) => {
      // The text may have begun in the chunk before.
      tail = tail.slice(-text.length) + chunk
      if (!tail.includes(text)) return
      stream.take = () => {}
      missing -= 1
      if (missing === 0) last.resolve(process.hrtime.bigint())
    }
  }
}

/** Resolves to the time when the last stream had the text, by process.hrtime.bigint, which is the same in all threads. */
export async function lastSeen(): Promise<bigint> {
  if (!seen) throw new Error('expected awaitText before lastSeen')
  return seen.promise
}

/** Closes all streams. Throws if the server has ended one. */
export function closeStreams(): void {
  const ended = streams.filter(({ socket }) => socket.destroyed).length
  for (const { socket } of streams.splice(0)) socket.resetAndDestroy()
  if (ended > 0) throw new Error(`expected the streams to stay open, but the server ended ${ended}`)
}

async function open(port: number, path: string, localAddress = '127.0.0.1'): Promise<Stream> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const callback = (size: number) => {
    stream.take(CHUNK.toString('latin1', 0, size))
    return true
  }
  const socket = connect({ host: '127.0.0.1', port, localAddress, onread: { buffer: CHUNK, callback } })
  const stream: Stream = { socket, take: resolve }
  socket.on('error', reject).once('close', () => {
    const error = new Error(`expected a stream from ${path}, but it ended`)
    reject(error)
    seen?.reject(error)
  })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  const answer = await promise
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`expected 200 for ${path}, got "${answer.slice(0, 30)}"`)
  return stream
}
