import type { Draft, Entry } from '../../server/common/entry.ts'
import { USUAL_FIELDS, type UsualField } from '../../server/common/entry-fields.ts'
import { entryPath } from '../../server/common/paths.ts'
import { mayBeFolded } from '../../server/common/text/folding.ts'

/** Where an item shows each field that all entries have. */
const PLACES: Readonly<Record<UsualField, string>> = { name: 'bdi', message: '.message' }

/** Makes items of the book's list from the server's blank one, so that they look like those the server sent. */
export class EntryItems {
  /** Adds what few entries have, and what depends on the letters. */
  dress: (item: Element, draft: Draft) => void = () => {}
  readonly #template = document.createElement('template')

  /** @param blank the item of a blank entry with all parts, as HTML from the server */
  constructor(blank: string) {
    this.#template.innerHTML = blank
  }

  entry(entry: Entry): HTMLLIElement {
    const { id, createdAt } = entry
    const item = this.#fill(entry)
    item.id = id
    // Pages with a list of entries lie at the site's root.
    find(item, '.by a').setAttribute('href', `.${entryPath(id)}`)
    find(item, 'time').setAttribute('datetime', createdAt)
    if (!entry.byOwner) find(item, '.owner').remove()
    if (!entry.pinned) find(item, '.pinned').remove()
    if (!entry.edited) find(item, '.edited').remove()
    const reply = find(item, '.reply')
    if (!entry.reply) reply.remove()
    else {
      find(reply, 'time').setAttribute('datetime', entry.reply.at)
      find(reply, '.answer').textContent = entry.reply.text
    }
    return item
  }

  /** The item of an entry that was sent but not yet confirmed. It shows `note` instead of the time. */
  unconfirmed(draft: Draft, note: string): HTMLLIElement {
    const item = this.#fill(draft)
    item.removeAttribute('id')
    item.className = 'unconfirmed'
    find(item, '.by a').replaceWith(Object.assign(document.createElement('span'), { textContent: note }))
    find(item, '.reply').remove()
    return item
  }

  #fill(draft: Draft): HTMLLIElement {
    const item = find(this.#template.content, 'li').cloneNode(true) as HTMLLIElement
    for (const field of USUAL_FIELDS) {
      // Without a name the template's own stays, which says so in the reader's language.
      if (!draft[field]) continue
      const place = find(item, PLACES[field])
      place.textContent = draft[field]
      if (place.className === 'guest') place.removeAttribute('class')
    }
    this.dress(item, draft)
    if (!mayBeFolded(draft.message)) find(item, 'details').remove()
    return item
  }
}

/** Gives an item the marks and the reply of another item of the same entry. The message stays as it is, perhaps unfolded. */
export function updateItem(item: Element, current: Element): void {
  const link = find(item, '.by a')
  for (const mark of link.querySelectorAll('small')) mark.remove()
  link.append(...current.querySelectorAll('.by small'))
  const [before, after] = [item, current].map((one) => one.querySelector('.reply'))
  if (before?.querySelector('.answer')?.textContent === after?.querySelector('.answer')?.textContent) return
  before?.remove()
  if (!after) return
  find(item, '.by').after(after)
  // Its author can no longer change it.
  item.querySelector('p.own')?.remove()
}

export function saysTheSame(a: Element, b: Element): boolean {
  return Object.values(PLACES).every((part) => find(a, part).textContent === find(b, part).textContent)
}

/** Finds a part that every entry's item has. Throws if there is none. */
export function find<Part extends Element = Element>(root: ParentNode, selector: string): Part {
  const element = root.querySelector<Part>(selector)
  if (!element) throw new Error(`expected "${selector}" in an entry's item, found none`)
  return element
}
