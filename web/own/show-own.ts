import { bookPath } from '../../server/common/paths.ts'
import { addressOf } from '../address.ts'
import { fetchDocument } from '../fetch-document.ts'

/** Adds what a visitor who has just signed may do, from the server's page for them. Keeps the item with this id in view. */
export async function showOwn(id: string): Promise<void> {
  const { page } = await fetchDocument(addressOf(bookPath()))
  const script = page.querySelector<HTMLScriptElement>('script.own')
  if (!script) return
  const own = (await import(script.src)) as typeof import('./own.ts')
  own.show(page)
  document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
}
