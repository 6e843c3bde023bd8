import { bookPath, ENTRIES_ID } from '../../server/common/paths.ts'
import type { EntryList } from './entry-list.ts'

const MOST_ITEMS = 200

/** Removes the oldest entries of a long list, unless someone may be reading them. The link to older entries then leads to them. */
export function trimList({ items, element }: EntryList): void {
  const last = items[MOST_ITEMS - 1]
  const surplus = items.slice(MOST_ITEMS)
  if (!last || !surplus[0] || surplus[0].getBoundingClientRect().top < 2 * innerHeight) return
  for (const item of surplus) item.remove()
  const link = document.querySelector<HTMLAnchorElement>('a.older') ?? addLink(element)
  link.href = `${bookPath(last.id)}#${ENTRIES_ID}`
}

function addLink(list: HTMLElement): HTMLAnchorElement {
  document.querySelector('.end')?.remove()
  const link = document.createElement('a')
  link.className = 'older'
  link.textContent = list.dataset.older ?? ''
  const line = document.createElement('p')
  line.className = 'turn'
  line.append(link)
  list.after(line)
  return link
}
