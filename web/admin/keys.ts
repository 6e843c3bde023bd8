/** In the browser's storage. */
const OFF = 'guestbook-keys-off'

/** Keys of one letter. They do nothing inside fields, and can be switched off (WCAG 2.2, 2.1.4). */
export class AdminKeys {
  readonly #dialog: HTMLDialogElement
  readonly #form: HTMLFormElement | null

  constructor(dialog: HTMLDialogElement, form: HTMLFormElement | null) {
    this.#dialog = dialog
    this.#form = form
  }

  start(): void {
    const opener = document.querySelector<HTMLElement>('p.keys')
    if (opener) opener.hidden = false
    opener?.querySelector('button')?.addEventListener('click', () => this.#dialog.showModal())
    const on = this.#dialog.querySelector('input')
    if (on) {
      on.checked = areOn()
      on.addEventListener('change', () => switchKeys(on.checked))
    }
    for (const item of this.#items) item.tabIndex = -1
    document.addEventListener('keydown', this.#onKey)
  }

  get #items(): HTMLElement[] {
    return [...(this.#form?.querySelectorAll('li') ?? [])]
  }

  /** The entry with the focus. */
  get #current(): HTMLElement | undefined {
    return this.#items.find((item) => item.contains(document.activeElement))
  }

  readonly #onKey = (event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey, isComposing } = event
    if (ctrlKey || metaKey || altKey || isComposing || event.repeat || this.#dialog.open || !areOn()) return
    if (target instanceof Element && target.closest(FIELDS)) return
    const act = this.#actions[key]
    if (!act) return
    event.preventDefault()
    act()
  }

  readonly #actions: Readonly<Record<string, () => void>> = {
    j: () => this.#move(1),
    k: () => this.#move(-1),
    x: () => this.#current?.querySelector<HTMLInputElement>('input[name=id]')?.click(),
    p: () => this.#press('publish'),
    s: () => this.#press('spam'),
    h: () => this.#press('hide'),
    u: () => document.querySelector<HTMLButtonElement>('.undo button')?.click(),
    '?': () => this.#dialog.showModal(),
  }

  #move(by: 1 | -1): void {
    const items = this.#items
    const current = this.#current
    const next = current === undefined ? (by === 1 ? 0 : items.length - 1) : items.indexOf(current) + by
    items[next]?.focus()
  }

  /** For the selected entries, or else for the current one. */
  #press(action: string): void {
    const isSelected = this.#form?.querySelector('input[name=id]:checked')
    const button = isSelected
      ? this.#form?.querySelector<HTMLButtonElement>(`.bar button[value=${action}]`)
      : this.#current?.querySelector<HTMLButtonElement>(`button[value^="${action} "]`)
    button?.click()
  }
}

/** Here, letters are typed or choose something. */
const FIELDS = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])'

function areOn(): boolean {
  try {
    return localStorage.getItem(OFF) === null
  } catch {
    return true
  }
}

function switchKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF)
    else localStorage.setItem(OFF, '1')
  } catch {}
}
