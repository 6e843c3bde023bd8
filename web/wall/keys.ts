interface KeyActions {
  readonly toggle: () => void
  readonly next: () => void
  readonly previous: () => void
  readonly help: () => void
}

/** For keyboards and remote controls for slides. In languages from right to left, the arrows lead that way. */
export function listenToKeys(actions: KeyActions): void {
  const isRightToLeft = document.documentElement.dir === 'rtl'
  const [forward, back] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const actionOf: Readonly<Record<string, () => void>> = {
    ' ': actions.toggle,
    [forward]: actions.next,
    PageDown: actions.next,
    [back]: actions.previous,
    PageUp: actions.previous,
    '?': actions.help,
    '؟': actions.help,
  }
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || !Object.hasOwn(actionOf, key)) return
    event.preventDefault()
    actionOf[key]?.()
  })
}
