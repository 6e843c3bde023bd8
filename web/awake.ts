/** Keeps the screen awake while the page is visible. Browsers do so over HTTPS only. */
export class Awake {
  readonly #onChange: (isAwake: boolean) => void
  #lock: WakeLockSentinel | undefined

  /** @param onChange called once it is known whether the screen is kept awake, and again after each request */
  constructor(onChange: (isAwake: boolean) => void = () => {}) {
    this.#onChange = onChange
  }

  start(): void {
    document.addEventListener('visibilitychange', () => void this.#ask())
    void this.#ask()
  }

  /** The browser takes the lock away when the page is hidden. */
  async #ask(): Promise<void> {
    if (document.hidden || (this.#lock && !this.#lock.released)) return
    try {
      // Absent on plain HTTP.
      this.#lock = await (navigator as Partial<Navigator>).wakeLock?.request('screen')
    } catch {
      // Refused, as with a low battery.
      this.#lock = undefined
    }
    this.#onChange(this.#lock !== undefined)
  }
}
