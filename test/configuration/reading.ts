import { expect } from 'vitest'
import { readConfiguration } from '../../server/configuration/configuration.ts'
import type { RedisAddress } from '../../server/configuration/redis-location.ts'
import { BadConfiguration } from '../../server/configuration/variables.ts'

/** What is wrong with these variables, one sentence each. */
export function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfiguration(environment)
    return []
  } catch (error) {
    if (error instanceof BadConfiguration) return error.problems
    throw error
  }
}

/** The address of the Redis master that these variables name. */
export function masterOf(environment: Record<string, string>): RedisAddress {
  const { book } = readConfiguration(environment)
  return book.kind === 'redis' ? book.master : expect.fail('expected a book on Redis')
}
