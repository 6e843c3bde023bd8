import { atMost, type Finding, type Goal, type Quantity, valueAtMost } from '../findings.ts'
import type { Program } from '../processes/program.ts'
import { describeCount, type SizedBook } from '../processes/sized-book.ts'
import { residentBytes } from '../processes/usage.ts'

/** By how much more memory a larger book may take than the smallest. */
const GROWTH_GOAL = 1.2

/** The most memory that a process may have, in MB. */
const MEMORY_GOAL = 120

/** What memory the processes have now, and one that does next to nothing. Nothing where the system does not say. */
export async function memoryFindings(name: string, books: readonly SizedBook[], least: Program): Promise<Finding[]> {
  const megabytes = async ({ pid }: Program): Promise<Quantity> => {
    const bytes = await residentBytes(pid)
    return { value: bytes === undefined ? Number.NaN : bytes / 1e6, unit: 'MB' }
  }
  const compared = (measure: string, ours: Quantity, reference: Finding['reference'], goal: Goal): Finding => {
    return {
      measure: `${name}, ${measure}`,
      ours,
      reference,
      ratio: ours.value / (reference?.quantity.value ?? 1),
      goal,
    }
  }
  const [smallest, ...larger] = await Promise.all(
    books.map(async ({ entries, guestbook }) => ({
      count: describeCount(entries),
      memory: await megabytes(guestbook),
    })),
  )
  if (!smallest || Number.isNaN(smallest.memory.value)) return []
  const most = [smallest, ...larger].map(({ memory }) => memory).reduce((a, b) => (a.value > b.value ? a : b))
  const reference = { name: smallest.count, quantity: smallest.memory }
  const bare = { name: 'bare Fastify with ioredis, likewise', quantity: await megabytes(least) }
  return [
    ...larger.map(({ count, memory }) => compared(count, memory, reference, atMost(GROWTH_GOAL))),
    compared('at most', most, bare, valueAtMost(MEMORY_GOAL)),
  ]
}
