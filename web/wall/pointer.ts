const IDLE_AFTER_MS = 3000

/** Hides the pointer while it rests, since it would lie on the entry. */
export function hideIdlePointer(): void {
  const { classList } = document.body
  let timer: ReturnType<typeof setTimeout>
  const wait = () => {
    classList.remove('idle')
    clearTimeout(timer)
    timer = setTimeout(() => classList.add('idle'), IDLE_AFTER_MS)
  }
  addEventListener('pointermove', wait)
  wait()
}
