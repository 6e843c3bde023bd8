/** No browser menus, no magnifying, and nobody’s words in the clipboard for the next visitor. */
export function preventMenus(): void {
  for (const type of ['contextmenu', 'copy', 'cut', 'dragstart', 'gesturestart']) {
    addEventListener(type, (event) => event.preventDefault())
  }
}

/** Tells the style how much of the page the keyboard leaves. */
export function makeRoomForKeyboard(): void {
  const { visualViewport } = window
  const measure = () => {
    if (!visualViewport) return
    document.documentElement.style.setProperty('--view', `${visualViewport.height}px`)
    scrollTo(0, 0)
  }
  visualViewport?.addEventListener('resize', measure)
  measure()
}
