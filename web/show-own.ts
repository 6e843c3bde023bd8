import { bookPath } from '../server/common/paths.ts'
import { addressOf } from './address.ts'
import { fetchDocument } from './fetch-document.ts'

/** Shows what a visitor who has just signed may do, by the page that the server makes for them. `id` is of the entry's item, in view. */
export async function showOwn(id: string): Promise<void> {
  const { page } = await fetchDocument(addressOf(bookPath()))
  const script = page.querySelector<HTMLScriptElement>('script.own')
  if (!script) return
  const own: { show(page: Document): void } = await import(script.src)
  own.show(page)
  document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
}
