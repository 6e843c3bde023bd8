import type { Draft, Entry } from '../server/common/entry.ts'
import { FIELD_NAMES, type FieldName } from '../server/common/entry-fields.ts'
import { entryPath } from '../server/common/paths.ts'
import { mayBeFolded } from '../server/common/text/folding.ts'

/** Where an item shows each field. */
const PLACES: Readonly<Record<FieldName, string>> = { name: 'bdi', message: '.message' }

/** Makes items of the book's list from the page's own template, so that they look like those the server sent. */
export class EntryItems {
  readonly #template: HTMLTemplateElement

  constructor(template: HTMLTemplateElement) {
    this.#template = template
  }

  /** The item of an entry. */
  entry(entry: Entry): HTMLLIElement {
    const { id, createdAt } = entry
    const item = this.#fill(entry)
    item.id = id
    find(item, 'a').setAttribute('href', entryPath(id))
    find(item, 'time').setAttribute('datetime', createdAt)
    return item
  }

  /** The item of an entry that was sent but not yet confirmed. It shows `note` instead of the time. */
  unconfirmed(draft: Draft, note: string): HTMLLIElement {
    const item = this.#fill(draft)
    item.removeAttribute('id')
    item.className = 'unconfirmed'
    find(item, 'a').replaceWith(note)
    return item
  }

  #fill(draft: Draft): HTMLLIElement {
    const item = find(this.#template.content, 'li').cloneNode(true) as HTMLLIElement
    for (const field of FIELD_NAMES) {
      // Without a name the template's own stays: it is what the reader's language calls nobody in particular.
      if (draft[field]) find(item, PLACES[field]).textContent = draft[field]
    }
    if (!mayBeFolded(draft.message)) find(item, 'details').remove()
    return item
  }
}

export function saysTheSame(a: Element, b: Element): boolean {
  return Object.values(PLACES).every((part) => find(a, part).textContent === find(b, part).textContent)
}

function find(root: ParentNode, selector: string): Element {
  const element = root.querySelector(selector)
  if (!element) throw new Error(`expected "${selector}" in an entry's item, found none`)
  return element
}
