import { fetchDocument } from './fetch-document.ts'
import { noticesOf } from './notices.ts'

/** A page of the book as the server renders it. */
export interface FetchedPage {
  readonly items: readonly HTMLLIElement[]
  /** How many entries the whole book has. */
  readonly total: number
  /** The position that this is the state of, as text; undefined where the server does not know it. */
  readonly position: string | undefined
  /** What it says of the state of the book. */
  readonly notices: readonly HTMLElement[]
  /** What stands below the list: the way to older entries, a word about there being none. */
  readonly after: readonly Element[]
  readonly tag: string | null
}

/**
 * Gets a page of the book.
 * @param tag that of the page one has
 * @returns undefined where that is still the page
 * @throws where there is no answer, or one that is no page of the book
 */
export async function fetchPage(address: string, tag: string | null = null): Promise<FetchedPage | undefined> {
  const { response, page } = await fetchDocument(address, tag === null ? {} : { headers: { 'if-none-match': tag } })
  if (response.status === 304) return undefined
  const list = page.querySelector<HTMLOListElement>('ol.entries')
  if (!response.ok || !list) throw new Error(`expected a page of the book from ${address}, got ${response.status}`)
  return {
    items: [...list.querySelectorAll<HTMLLIElement>(':scope > li')],
    total: Number(list.dataset.total),
    position: list.dataset.position,
    notices: noticesOf(page),
    after: [...page.querySelectorAll(AFTER_LIST)],
    tag: response.headers.get('etag'),
  }
}

/** Puts below the list what stands there on another page. */
export function replaceAfterList(list: Element, after: readonly Element[]): void {
  for (const element of document.querySelectorAll(AFTER_LIST)) element.remove()
  list.after(...after)
}

const AFTER_LIST = 'ol.entries ~ :is(.turn, .empty)'
