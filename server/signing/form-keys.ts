import type { IncomingHttpHeaders } from 'node:http'
import type { IdempotencyKey } from '../book/book.ts'
import { type Draft, wordsOf } from '../common/entry.ts'
import { clientNetworks } from './client-network.ts'

/** How long the same text from the same browser is one entry. Covers reloads and retries. */
export const DOUBLE_POST_WINDOW_MS = 10 * 60 * 1000

/** Covers a double click, but not the next guest in the queue. */
const NAMELESS_WINDOW_MS = 30 * 1000

export interface Browser {
  /** Random. */
  readonly name: string
  /** True if only the answer gives the name. */
  readonly isNew: boolean
  readonly address: string
  readonly headers: IncomingHttpHeaders
}

/** The same for both posts of a double click, and usually different for the next guest. */
const TRAITS = ['user-agent', 'accept-language', 'host', 'origin', 'sec-fetch-site'] as const

/** Keys that make a form sent twice one entry. Neither post of a double click may have a name yet, so they share an alias. */
export function formKeys(
  draft: Draft,
  browser: Browser,
  window: number,
): { readonly key: IdempotencyKey; readonly alias?: IdempotencyKey } {
  const words = wordsOf(draft)
  const key = { value: `form:${browser.name}:${JSON.stringify(words)}`, lifetime: window }
  if (!browser.isNew) return { key }
  const [network] = clientNetworks(browser.address)
  const value = JSON.stringify([network, ...TRAITS.map((trait) => browser.headers[trait] ?? null), ...words])
  return { key, alias: { value, lifetime: Math.min(window, NAMELESS_WINDOW_MS) } }
}
