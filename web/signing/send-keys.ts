/** Ctrl+Enter or Cmd+Enter in the message sends the form. An Enter that ends a composition (Chinese, Japanese) does not. */
export function handleEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter') return
  // Safari ends the composition before the key event; only the old key code still shows it.
  if (event.isComposing || event.keyCode === COMPOSING) {
    if (event.target instanceof HTMLInputElement) event.preventDefault()
  } else if (event.target instanceof HTMLTextAreaElement && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    event.target.form?.requestSubmit()
  }
}

/** A space typed in a read-only field would scroll the page. */
export function holdSpace(event: KeyboardEvent): void {
  const { target } = event
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
  if (event.key === ' ' && isField && target.readOnly) event.preventDefault()
}

/** The key code of keys that an input method handles (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode). */
const COMPOSING = 229
