export interface KeyDeeds {
  readonly toggle: () => void
  readonly next: () => void
  readonly previous: () => void
  readonly help: () => void
}

/** Keyboards and remote controls for slides. Where one reads from right to left, the arrows lead that way. */
export function listenToKeys(deeds: KeyDeeds): void {
  const isRightToLeft = document.documentElement.dir === 'rtl'
  const [forward, back] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const deedOf: Readonly<Record<string, () => void>> = {
    ' ': deeds.toggle,
    [forward]: deeds.next,
    PageDown: deeds.next,
    [back]: deeds.previous,
    PageUp: deeds.previous,
    '?': deeds.help,
    '؟': deeds.help,
  }
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || !Object.hasOwn(deedOf, key)) return
    event.preventDefault()
    deedOf[key]?.()
  })
}
