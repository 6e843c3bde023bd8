import type { IncomingHttpHeaders } from 'node:http'
import type { IdempotencyKey } from '../book/book.ts'
import { type Draft, wordsOf } from '../shared/entry.ts'
import { clientNetworks } from './client-network.ts'

/** For how long the same words from the same browser are one entry, in milliseconds: a page sent again, a second try after an error. */
export const DOUBLE_POST_WINDOW = 10 * 60 * 1000

/** The same for a browser that has no name yet, in milliseconds: long enough for a double click, too short for the next guest in the queue. */
const NAMELESS_WINDOW = 30 * 1000

/** Who sends a form, as far as that is known. */
export interface Browser {
  /** The random name that it has, or that it is given with the answer. */
  readonly name: string
  readonly isNew: boolean
  readonly address: string
  /** Of the request. */
  readonly headers: IncomingHttpHeaders
}

/** What is the same for both posts of a double click, and mostly another for the next guest. */
const TRAITS = ['user-agent', 'accept-language', 'host', 'origin', 'sec-fetch-site'] as const

/**
 * The keys under which the same form, sent twice, is one entry. A browser is known by its name. Of one without a name, both posts of a
 * double click come before it is given one: they are known by where they come from, for a short time.
 * @param window for how long, in milliseconds
 */
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
  return { key, alias: { value, lifetime: Math.min(window, NAMELESS_WINDOW) } }
}
