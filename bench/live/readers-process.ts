import type { Order, Told } from './readers.ts'
import { StreamReader } from './stream-reader.ts'

/** The process that reads event streams: it opens them, and tells when the last of them has brought an event. */

/** How many streams are being opened at a time: fewer than a listener's queue holds. */
const AT_ONCE = 100

const readers: StreamReader[] = []
let expected: { marker: Buffer; missing: number } | undefined

process.on('message', async (order: Order) => {
  try {
    if (order.kind === 'open') {
      await open(order)
      tell({ kind: 'opened' })
    } else if (order.kind === 'expect') {
      expected = { marker: Buffer.from(order.marker), missing: readers.length }
      for (const reader of readers) reader.expect(expected.marker)
      tell({ kind: 'expecting' })
    } else {
      for (const reader of readers.splice(0)) reader.close()
      tell({ kind: 'closed' })
    }
  } catch (error) {
    tell({ kind: 'failed', reason: (error as Error).message })
  }
})
process.once('disconnect', () => process.exit())

async function open({ port, path, count, addresses }: Extract<Order, { kind: 'open' }>): Promise<void> {
  let begun = 0
  const openSome = async () => {
    while (begun < count) {
      const localAddress = addresses[begun++ % addresses.length]
      readers.push(await StreamReader.open({ port, path, localAddress, onSeen, onLost }))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, openSome))
}

/** The clock is the system's monotonic one, the same for all processes. */
function onSeen(): void {
  if (!expected) return
  expected.missing -= 1
  if (expected.missing === 0) tell({ kind: 'all have it', at: String(process.hrtime.bigint()) })
}

function onLost(): void {
  tell({ kind: 'failed', reason: 'expected the streams to stay open, but the server ended one' })
}

function tell(told: Told): void {
  process.send?.(told)
}
