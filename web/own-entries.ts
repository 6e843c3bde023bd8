import { bookPath } from '../server/common/paths.ts'
import { fetchDocument } from './fetch-document.ts'

/** Shows what a visitor who has just signed may do. The page that the server makes for them has it, and names the script for it. */
export async function showOwn(): Promise<void> {
  const { page } = await fetchDocument(bookPath())
  const script = page.querySelector<HTMLScriptElement>('script.own')
  if (!script) return
  const own: { show(page: Document, signed: boolean): void } = await import(script.src)
  own.show(page, true)
}
