/* What a shared tablet needs besides the page: a screen that stays on, no menus, and room above the keyboard. */

/** Keeps the screen on, where the browser can: only over HTTPS. */
export function stayAwake(): void {
  const request = () => {
    if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => {})
  }
  document.addEventListener('visibilitychange', request)
  request()
}

/** No menus of the browser, no magnifying, and nobody’s words in the clipboard for the next visitor. */
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
