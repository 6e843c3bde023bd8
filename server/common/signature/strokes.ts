import { ENTRY_FIELDS } from '../entry-fields.ts'

/*
 * A signature is kept as strokes of points on a grid, in a small part of the grammar of SVG paths: "M12 80l3-4 5 6M90 20l0 0". "M" and a
 * point begin a stroke; after "l" come the steps from point to point. Numbers are integers, separated by one space, or by the sign of the
 * next. All input is parsed and written again, so that nothing else can reach a page.
 */

/** The grid: x from 0 to its width, y from 0 at the top to its height. */
export const GRID = { width: 600, height: 240 } as const

export const POINT_LIMIT = 500

export type Point = readonly [x: number, y: number]

/** At least two points. A dot is twice the same. */
export type Stroke = readonly Point[]

export type SignatureProblem =
  /** It has more than `limit` bytes or too many points. */
  | { readonly kind: 'too-long'; readonly limit: number }
  /** It is not in the grammar, or leaves the grid. */
  | { readonly kind: 'not-a-drawing' }

const { limit } = ENTRY_FIELDS.signature

/** Returns the signature to store, empty for none, or what is wrong. */
export function checkSignature(raw: string): string | SignatureProblem {
  if (raw.length > limit) return { kind: 'too-long', limit }
  if (raw.trim() === '') return ''
  const strokes = parseStrokes(raw)
  if (strokes === undefined) return { kind: 'not-a-drawing' }
  if (strokes.reduce((count, stroke) => count + stroke.length, 0) > POINT_LIMIT) return { kind: 'too-long', limit }
  return formatStrokes(strokes)
}

/** Undefined for anything that is not in the grammar or leaves the grid. */
export function parseStrokes(text: string): readonly Stroke[] | undefined {
  if (text.length > limit || !GRAMMAR.test(text)) return undefined
  const strokes = text.split('M').slice(1).map(parseStroke)
  return strokes.every((stroke) => stroke !== undefined) ? strokes : undefined
}

/** Writes integer points of the grid in the shortest form that the grammar has. */
export function formatStrokes(strokes: readonly Stroke[]): string {
  return strokes.map(formatStroke).join('')
}

/** Each number has one way to be matched, so the time is linear. */
const GRAMMAR = /^(?:M\d{1,3} \d{1,3}l-?\d{1,3}(?:(?: |(?=-))-?\d{1,3})+)+$/

function parseStroke(text: string): Stroke | undefined {
  const [x = 0, y = 0, ...steps] = (text.match(/-?\d+/g) ?? []).map(Number)
  if (steps.length % 2 !== 0) return undefined
  const points: Point[] = [[x, y]]
  for (let index = 0; index < steps.length; index += 2) {
    const [fromX, fromY] = points.at(-1) ?? [0, 0]
    points.push([fromX + (steps[index] ?? 0), fromY + (steps[index + 1] ?? 0)])
  }
  return points.every(isOnGrid) ? points : undefined
}

function isOnGrid([x, y]: Point): boolean {
  return x >= 0 && x <= GRID.width && y >= 0 && y <= GRID.height
}

function formatStroke(points: Stroke): string {
  const [first = [0, 0], ...others] = points
  const steps = others.flatMap(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? first
    return [x - fromX, y - fromY]
  })
  return `M${first[0]} ${first[1]}l${steps.map((step, index) => (index > 0 && step >= 0 ? ` ${step}` : step)).join('')}`
}
