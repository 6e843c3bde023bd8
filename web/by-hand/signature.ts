import { ENTRY_FIELDS } from '../../server/common/entry-fields.ts'
import { curveOf } from '../../server/common/signature/curve.ts'
import type { PadText } from '../../server/common/signature/pad-text.ts'
import { GRID, type Point, parseStrokes, type Stroke } from '../../server/common/signature/strokes.ts'
import { FILLED } from '../signing/filled.ts'
import { createInk } from './ink.ts'
import { fitStrokes, simplifyStroke } from './simplify-stroke.ts'

interface PadParts {
  readonly form: HTMLFormElement
  /** The field of the name, after which the pad stands. */
  readonly field: HTMLElement
  /** Opens the pad. Hidden while it is open. */
  readonly button: HTMLElement
  readonly text: PadText
  readonly onShow?: (isOpen: boolean) => void
}

/**
 * A pad on which a visitor signs with a finger, a pen or the mouse. The drawing is a hidden field of the form: sent, kept and restored with
 * the others.
 */
export class SignaturePad {
  readonly #parts: PadParts
  readonly #pad = document.createElement('div')
  readonly #paper = createInk({ viewBox: `0 0 ${GRID.width} ${GRID.height}`, d: '' })
  readonly #input: HTMLInputElement
  #strokes: readonly Stroke[] = []
  /** The stroke that is being drawn, by which pointer. */
  #drawing: { readonly pointer: number; readonly points: Point[] } | undefined

  constructor(parts: PadParts) {
    this.#parts = parts
    this.#input = hiddenFieldOf(parts.form)
  }

  /** @param isMeant true if the visitor has just asked for it, and not a draft that has one */
  start(isMeant: boolean): void {
    const { form, field, button } = this.#parts
    this.#build()
    field.after(this.#pad)
    const paper = this.#paper
    paper.addEventListener('pointerdown', this.#onDown)
    paper.addEventListener('pointermove', this.#onMove)
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      paper.addEventListener(end, this.#onEnd)
    button.addEventListener('click', () => this.#open())
    form.addEventListener(FILLED, () => this.#restore())
    this.#restore()
    if (isMeant) this.#open()
  }

  #build(): void {
    const { text } = this.#parts
    const hint = Object.assign(document.createElement('p'), { textContent: text.pad })
    const buttons = document.createElement('div')
    buttons.append(
      createButton(text.undo, () => this.#keep(this.#strokes.slice(0, -1))),
      createButton(text.clear, () => this.#keep([])),
      createButton(text.leaveOut, () => this.#leaveOut()),
    )
    if (text.done !== undefined) buttons.append(createButton(text.done, () => this.#close()))
    this.#pad.className = 'pad'
    this.#pad.role = 'group'
    this.#pad.ariaLabel = text.pad
    this.#pad.tabIndex = -1
    this.#pad.append(hint, this.#paper, buttons)
  }

  #open(): void {
    this.#show(true)
    // What was left out before is there again.
    if (this.#strokes.length > 0) this.#keep(this.#strokes)
    this.#pad.focus({ preventScroll: true })
    this.#pad.scrollIntoView({ block: 'nearest' })
  }

  #leaveOut(): void {
    this.#fillIn('')
    this.#close()
  }

  #close(): void {
    this.#show(false)
    this.#parts.button.focus()
  }

  #show(isOpen: boolean): void {
    this.#pad.hidden = !isOpen
    this.#parts.button.hidden = isOpen
    this.#parts.onShow?.(isOpen)
  }

  /** Shows what the form's field holds: after a reload, after a failed post, or nothing once the entry is in the book. */
  #restore(): void {
    this.#strokes = parseStrokes(this.#input.value) ?? []
    this.#show(this.#strokes.length > 0)
    this.#draw()
  }

  readonly #onDown = (event: PointerEvent) => {
    // A second finger or the palm draws nothing, and nothing changes while it is being sent.
    if (this.#drawing || !event.isPrimary || event.button !== 0 || this.#input.readOnly) return
    this.#paper.setPointerCapture(event.pointerId)
    this.#drawing = { pointer: event.pointerId, points: [this.#pointAt(event)] }
    this.#draw()
  }

  readonly #onMove = (event: PointerEvent) => {
    if (event.pointerId !== this.#drawing?.pointer) return
    const events = event.getCoalescedEvents?.() ?? []
    for (const one of events.length > 0 ? events : [event]) this.#drawing.points.push(this.#pointAt(one))
    this.#draw()
  }

  readonly #onEnd = ({ pointerId }: PointerEvent) => {
    if (pointerId !== this.#drawing?.pointer) return
    const stroke = simplifyStroke(this.#drawing.points)
    this.#drawing = undefined
    this.#keep([...this.#strokes, stroke])
  }

  #pointAt({ clientX, clientY }: PointerEvent): Point {
    const { left, top, width, height } = this.#paper.getBoundingClientRect()
    const within = (part: number, size: number) => Math.max(0, Math.min(size, part * size))
    return [within((clientX - left) / width, GRID.width), within((clientY - top) / height, GRID.height)]
  }

  #keep(strokes: readonly Stroke[]): void {
    const fitting = fitStrokes(strokes, ENTRY_FIELDS.signature.limit)
    this.#strokes = fitting.strokes
    this.#draw()
    this.#fillIn(fitting.text)
  }

  /** As if it were typed. */
  #fillIn(signature: string): void {
    this.#input.value = signature
    this.#input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  #draw(): void {
    const drawing = this.#drawing ? [this.#drawing.points] : []
    const d = curveOf([...this.#strokes, ...drawing])
    this.#paper.querySelector('path')?.setAttribute('d', d)
  }
}

/** The field that is sent. In a change it is a box to tick at first, for those without the pad. */
function hiddenFieldOf(form: HTMLFormElement): HTMLInputElement {
  const known = form.querySelector<HTMLInputElement>('[name=signature]')
  if (known?.type === 'hidden') return known
  const value = known?.checked ? known.value : ''
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'signature', value })
  known?.closest('label')?.remove()
  form.append(field)
  return field
}

function createButton(label: string, act: () => void): HTMLButtonElement {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label })
  button.addEventListener('click', act)
  return button
}
