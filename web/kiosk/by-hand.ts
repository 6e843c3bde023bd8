import { drawingOf } from '../../server/common/signature/drawing.ts'
import type { PadText } from '../../server/common/signature/pad-text.ts'
import { createInk } from '../by-hand/ink.ts'
import { SignaturePad } from '../by-hand/signature.ts'

/**
 * Lets a visitor sign by hand, if the owner offers it, on a pad over the whole screen. The button then shows the drawing. All of it is in
 * the form and goes away with it.
 */
export function offerByHand(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLElement>('[data-pad]')
  if (!field) return
  const text: PadText = JSON.parse(field.dataset.pad ?? '')
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'draw' })
  field.append(button)
  const onShow = (isOpen: boolean) => {
    for (const part of form.children) if (!part.matches('.pad')) part.toggleAttribute('inert', isOpen)
    const drawing = drawingOf(form.querySelector<HTMLInputElement>('[name=signature]')?.value ?? '')
    button.replaceChildren(...(drawing ? [createInk(drawing)] : []), text.draw)
  }
  new SignaturePad({ form, field, button, text, onShow }).start(false)
}
