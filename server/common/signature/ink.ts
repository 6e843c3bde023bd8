/** What draws a signature: the attributes of its `svg` and of the `path` in it. */
export interface Drawing {
  readonly viewBox: string
  readonly d: string
}

/** Ink in the colour of the text around it, as thick at every size. The style sets `stroke-width`. */
export const INK = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
  'vector-effect': 'non-scaling-stroke',
} as const
