import type { Draft, Entry } from '../server/shared/entry.ts'
import { entryPath } from '../server/shared/paths.ts'
import { mayBeFolded } from '../server/shared/text/folding.ts'

/** Makes items of the book's list from the page's own template, so that they look like those the server sent. */
export class EntryItems {
  readonly #template: HTMLTemplateElement

  constructor(template: HTMLTemplateElement) {
    this.#template = template
  }

  /** The item of an entry. */
  entry({ id, name, message, createdAt }: Entry): HTMLLIElement {
    const item = this.#fill({ name, message })
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

  #fill({ name, message }: Draft): HTMLLIElement {
    const item = find(this.#template.content, 'li').cloneNode(true) as HTMLLIElement
    find(item, '.message').textContent = message
    if (!mayBeFolded(message)) find(item, 'details').remove()
    // Without a name the template's own stays: it is what the reader's language calls nobody in particular.
    if (name) find(item, 'bdi').textContent = name
    return item
  }
}

export function saysTheSame(a: Element, b: Element): boolean {
  return ['.message', 'bdi'].every((part) => find(a, part).textContent === find(b, part).textContent)
}

function find(root: ParentNode, selector: string): Element {
  const element = root.querySelector(selector)
  if (!element) throw new Error(`expected "${selector}" in an entry's item, found none`)
  return element
}
