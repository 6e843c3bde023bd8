import { formatStrokes, POINT_LIMIT, type Point, type Stroke } from '../../server/common/signature/strokes.ts'

/** In units of the grid: less than is seen beside a name. */
const FINE = 1.2
const COARSEST = 20

/** From each tolerance to the next. */
const FACTOR = 1.4

/** Leaves out points that a line hardly needs (Ramer–Douglas–Peucker). Points become whole numbers; a dot becomes twice the same. */
export function simplifyStroke(points: Stroke, tolerance = FINE): Stroke {
  const kept = keep(points, tolerance).map(([x, y]): Point => [Math.round(x), Math.round(y)])
  const [first] = kept
  return kept.length === 1 && first ? [first, first] : kept
}

/** Writes as many strokes as fit into `limit` bytes, and returns both. Long ones become coarser before any is left out. */
export function fitStrokes(strokes: readonly Stroke[], limit: number): { text: string; strokes: readonly Stroke[] } {
  for (let tolerance = FINE; tolerance < COARSEST; tolerance *= FACTOR) {
    const fitting = tolerance === FINE ? strokes : strokes.map((stroke) => simplifyStroke(stroke, tolerance))
    const text = formatStrokes(fitting)
    const points = fitting.reduce((count, stroke) => count + stroke.length, 0)
    if (text.length <= limit && points <= POINT_LIMIT) return { text, strokes: fitting }
  }
  return fitStrokes(strokes.slice(0, -1), limit)
}

function keep(points: Stroke, tolerance: number): Stroke {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 3) return points
  let farthest = 0
  let most = 0
  for (let index = 1; index < points.length - 1; index++) {
    const distance = distanceTo(points[index] ?? first, first, last)
    if (distance > most) [farthest, most] = [index, distance]
  }
  if (most <= tolerance) return [first, last]
  return [...keep(points.slice(0, farthest + 1), tolerance), ...keep(points.slice(farthest), tolerance).slice(1)]
}

/** From a point to the line between two others. */
function distanceTo([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / length))
  return Math.hypot(x - fromX - part * dx, y - fromY - part * dy)
}
