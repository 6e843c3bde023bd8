import { GRID, type Point, type Stroke } from './strokes.ts'

/** The space around a drawing, in units of the grid. */
const MARGIN = 8

/** What is smaller is not enlarged further: a dot stays a dot. */
const SMALLEST = { width: GRID.width / 4, height: GRID.height / 4 }

/** The `viewBox` that shows all strokes, however small they were drawn. */
export function viewBoxOf(strokes: readonly Stroke[]): string {
  const [left, width] = extentOf(strokes, 0, SMALLEST.width)
  const [top, height] = extentOf(strokes, 1, SMALLEST.height)
  return `${left} ${top} ${width} ${height}`
}

/** The strokes as the `d` of an SVG path: smooth through their points, but for sharp corners. */
export function curveOf(strokes: readonly Stroke[]): string {
  return strokes.map(curveOfStroke).join('')
}

function extentOf(strokes: readonly Stroke[], axis: 0 | 1, smallest: number): [start: number, length: number] {
  const values = strokes.flatMap((stroke) => stroke.map((point) => point[axis]))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const length = Math.max(most - least + 2 * MARGIN, smallest)
  return [Math.round((least + most - length) / 2), length]
}

function curveOfStroke(points: Stroke): string {
  const [[x, y] = [0, 0]] = points
  const parts = points.slice(1).map((end, index) => {
    const start = points[index] ?? end
    const reach = distance(start, end) / 3
    const [dx, dy] = directionAt(points, index)
    const [ex, ey] = directionAt(points, index + 1)
    const controls = [start[0] + dx * reach, start[1] + dy * reach, end[0] - ex * reach, end[1] - ey * reach]
    return `C${[...controls, ...end].map(Math.round).join(' ')}`
  })
  return `M${x} ${y}${parts.join('')}`
}

/** Where the line goes at a point, of length 1; of length 0 at an end, and at a corner, which stays sharp. */
function directionAt(points: Stroke, index: number): Point {
  const [before, at, after] = [points[index - 1], points[index], points[index + 1]]
  if (!before || !at || !after) return [0, 0]
  const isCorner = (at[0] - before[0]) * (after[0] - at[0]) + (at[1] - before[1]) * (after[1] - at[1]) < 0
  const length = distance(before, after)
  return isCorner || length === 0 ? [0, 0] : [(after[0] - before[0]) / length, (after[1] - before[1]) / length]
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1])
}
