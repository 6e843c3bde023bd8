import { fetchDocument } from './fetch-document.ts'
import { noticesOf } from './notices.ts'
import { POSITION_HEADER, positionHeader } from './position-header.ts'

export interface FetchedPage {
  readonly items: readonly HTMLLIElement[]
  /** Of the entries on top. */
  readonly pins: readonly HTMLLIElement[]
  /** Of the whole book. */
  readonly total: number
  /** The position of this state, as text; undefined if the server does not know it. */
  readonly position: string | undefined
  /** How far the server says that the reader has come. */
  readonly told: string | null
  readonly notices: readonly HTMLElement[]
  /** The elements below the list: the link to older entries, or a sentence that there are no entries. */
  readonly after: readonly Element[]
  readonly tag: string | null
}

interface Known {
  /** The ETag of the last answer. */
  readonly tag?: string | null
  /** A position that the answer must reach, if the book still does. */
  readonly atLeast?: string | undefined
}

/** Fetches a page of the book; undefined if it still has the ETag `tag`. Throws if there is no answer, or another page. */
export async function fetchPage(
  address: string,
  { tag = null, atLeast }: Known = {},
): Promise<FetchedPage | undefined> {
  const headers = { ...(tag !== null && { 'if-none-match': tag }), ...positionHeader(atLeast) }
  const { response, page } = await fetchDocument(address, { headers })
  if (response.status === 304) return undefined
  const list = page.querySelector<HTMLUListElement>('ul.entries')
  if (!response.ok || !list) throw new Error(`expected a page of the book from ${address}, got ${response.status}`)
  return {
    items: [...list.querySelectorAll<HTMLLIElement>(':scope > li[id]')],
    pins: [...page.querySelectorAll<HTMLLIElement>('ul.pins > li[data-id]')],
    total: Number(list.dataset.total),
    position: list.dataset.position,
    told: response.headers.get(POSITION_HEADER),
    notices: noticesOf(page),
    after: [...page.querySelectorAll(AFTER_LIST)],
    tag: response.headers.get('etag'),
  }
}

export function replaceAfterList(list: Element, after: readonly Element[]): void {
  for (const element of document.querySelectorAll(AFTER_LIST)) element.remove()
  list.after(...after)
}

const AFTER_LIST = 'ul.entries ~ :is(.turn, .empty, .end)'
