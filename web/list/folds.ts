/** The style folds long messages. This hides controls with nothing to unfold, and unfolds what the browser's search finds. */
export class Folds {
  readonly #list: Element
  readonly #sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) showControl(target)
  })

  constructor(list: Element) {
    this.#list = list
  }

  start(): void {
    this.#observe(this.#list)
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if (node instanceof Element) this.#observe(node)
    }).observe(this.#list, { childList: true })
    this.#list.addEventListener('scroll', unfoldAtMatch, { capture: true })
    document.addEventListener('selectionchange', unfoldAtSelection)
    this.#list.addEventListener('toggle', stayInView, { capture: true })
  }

  #observe(root: Element): void {
    for (const message of root.querySelectorAll('details + .message')) this.#sizes.observe(message)
  }
}

/** By the style, a control has no height if there is nothing to unfold. */
function showControl(message: Element): void {
  const control = controlOf(message)
  if (!control) return
  control.hidden = false
  control.hidden = control.offsetHeight === 0
}

/** Only a search scrolls within a folded message, in most browsers: what it found stays where it is on the screen. */
function unfoldAtMatch({ target }: Event): void {
  const control = target instanceof Element && controlOf(target)
  if (!control || !(target as Element).scrollTop) return
  const { scrollTop } = target as Element
  control.open = true
  scrollBy(0, scrollTop)
}

/** In Firefox a search selects what it found, and scrolls the page alone: the reader would see what stands below the message. */
function unfoldAtSelection(): void {
  const selection = getSelection()
  if (!selection?.rangeCount || selection.isCollapsed) return
  const range = selection.getRangeAt(0)
  const control = range.startContainer.parentElement && controlOf(range.startContainer.parentElement)
  if (!control || control.open || control.hidden) return
  if (range.getBoundingClientRect().bottom <= control.getBoundingClientRect().top) return
  control.open = true
  // After the browser has kept the entries below in their place.
  requestAnimationFrame(() => {
    const { top, bottom } = range.getBoundingClientRect()
    if (top < 0 || bottom > innerHeight) scrollBy(0, top - innerHeight / 2)
  })
}

/** Folding takes away what was read last. */
function stayInView({ target }: Event): void {
  if (target instanceof HTMLDetailsElement && !target.open) target.parentElement?.scrollIntoView({ block: 'nearest' })
}

function controlOf({ previousElementSibling }: Element): HTMLDetailsElement | undefined {
  return previousElementSibling instanceof HTMLDetailsElement ? previousElementSibling : undefined
}
