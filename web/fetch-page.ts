import { fetchDocument } from './fetch-document.ts'
import { noticesOf } from './notices.ts'

export interface FetchedPage {
  readonly items: readonly HTMLLIElement[]
  /** Of the entries on top. */
  readonly pins: readonly HTMLLIElement[]
  /** Of the whole book. */
  readonly total: number
  /** The position of this state, as text; undefined if the server does not know it. */
  readonly position: string | undefined
  readonly notices: readonly HTMLElement[]
  /** The elements below the list: the link to older entries, or a sentence that there are no entries. */
  readonly after: readonly Element[]
  readonly tag: string | null
}

/** Fetches a page of the book; undefined if it still has the ETag `tag`. Throws if there is no answer, or another page. */
export async function fetchPage(address: string, tag: string | null = null): Promise<FetchedPage | undefined> {
  const { response, page } = await fetchDocument(address, tag === null ? {} : { headers: { 'if-none-match': tag } })
  if (response.status === 304) return undefined
  const list = page.querySelector<HTMLUListElement>('ul.entries')
  if (!response.ok || !list) throw new Error(`expected a page of the book from ${address}, got ${response.status}`)
  return {
    items: [...list.querySelectorAll<HTMLLIElement>(':scope > li[id]')],
    pins: [...page.querySelectorAll<HTMLLIElement>('ul.pins > li[data-id]')],
    total: Number(list.dataset.total),
    position: list.dataset.position,
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
