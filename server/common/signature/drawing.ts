import { curveOf, viewBoxOf } from './curve.ts'
import type { Drawing } from './ink.ts'
import { parseStrokes } from './strokes.ts'

/** The name of the drawing in the file of a signature, to which `use` refers. */
export const DRAWING_ID = 's'

/** Undefined for what is no signature, as from a program that does not check it. */
export function drawingOf(signature: string): Drawing | undefined {
  const strokes = parseStrokes(signature)
  return strokes && { viewBox: viewBoxOf(strokes), d: curveOf(strokes) }
}
