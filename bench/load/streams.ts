import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { StreamsOf } from './open-streams.ts'

/** How many streams are opened at a time; fewer than the listen backlog. */
const AT_ONCE = 100

/** One address has too few ports for all streams; Linux has all of 127.0.0.0/8. */
const ADDRESSES = process.platform === 'linux' ? ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'] : ['127.0.0.1']

/** One buffer for all streams: only the end of the last chunk is kept. */
const CHUNK = Buffer.alloc(64 * 1024)

/** What takes the next chunk of each stream. */
const takers: ((chunk: string) => void)[] = []

/**
 * A thread that opens event streams, lean enough for thousands. It says when they are open. For each text it gets, it says
 * when it watches for it, and then the time when the last stream had it. It fails if a stream is refused or ends.
 */
const { url, path, count } = workerData as StreamsOf
let begun = 0
const openSome = async () => {
  while (begun < count) await open(begun++)
}
await Promise.all(Array.from({ length: AT_ONCE }, openSome))
parentPort?.on('message', watch).postMessage('open')

function watch(text: string): void {
  let missing = count
  for (const stream of takers.keys()) {
    let tail = ''
    takers[stream] = (chunk) => {
      // The text may have begun in the chunk before.
      tail = tail.slice(-text.length) + chunk
      if (!tail.includes(text)) return
      takers[stream] = () => {}
      missing -= 1
      if (missing === 0) parentPort?.postMessage(process.hrtime.bigint())
    }
  }
  parentPort?.postMessage('watching')
}

async function open(stream: number): Promise<void> {
  const { hostname: host, port } = new URL(url)
  const callback = (size: number) => {
    takers[stream]?.(CHUNK.toString('latin1', 0, size))
    return true
  }
  const localAddress = ADDRESSES[stream % ADDRESSES.length]
  const socket = connect({ host, port: Number(port), localAddress, onread: { buffer: CHUNK, callback } })
  socket.once('close', () => {
    throw new Error(`expected the stream from ${path} to stay open, but it ended`)
  })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`)
  const answer = await new Promise<string>((resolve) => {
    takers[stream] = resolve
  })
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`expected 200 for ${path}, got "${answer.slice(0, 30)}"`)
}
