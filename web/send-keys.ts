/**
 * What Enter does: Ctrl or Cmd and Enter in the message send the form; Enter that ends a composition, as of Chinese or Japanese,
 * sends nothing.
 */
export function handleEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter') return
  // Safari ends the composition before it tells of the key, and only the old key code still says so.
  if (event.isComposing || event.keyCode === COMPOSING) {
    if (event.target instanceof HTMLInputElement) event.preventDefault()
  } else if (event.target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    event.target.form?.requestSubmit()
  }
}

/** A space in a field that takes nothing just now would scroll the page away from under the writer. */
export function holdSpace(event: KeyboardEvent): void {
  const { target } = event
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
  if (event.key === ' ' && isField && target.readOnly) event.preventDefault()
}

/** The key code of whatever an input method takes (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode). */
const COMPOSING = 229
