import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** The colours of the plots on a light page. */
export const COLOURS = {
  paper: '#fffdf8',
  ink: '#33302b',
  faint: '#ddd6c8',
  first: '#2f6b4f',
  second: '#8a5a00',
  third: '#2b5c9e',
  fourth: '#b3402f',
  fifth: '#7a4a8c',
} as const

/** What takes their place on a dark one. */
const DARK: Record<keyof typeof COLOURS, string> = {
  paper: '#1d1b18',
  ink: '#ded8cc',
  faint: '#4a463f',
  first: '#6fbf97',
  second: '#e0aa4e',
  third: '#84b3f0',
  fourth: '#f08a76',
  fifth: '#c79bd9',
}

/**
 * Draws a plot as an SVG document. It stands on a ground of its own, so that it can be read on any page, and follows whether the
 * reader prefers dark colours.
 */
export async function render(plot: TopLevelSpec): Promise<string> {
  const { spec } = compile({
    ...plot,
    background: COLOURS.paper,
    padding: 16,
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      title: { anchor: 'start', color: COLOURS.ink, fontSize: 14, fontWeight: 600, offset: 14 },
      axis: {
        labelColor: COLOURS.ink,
        titleColor: COLOURS.ink,
        titleFontWeight: 'normal',
        domainColor: COLOURS.faint,
        tickColor: COLOURS.faint,
        gridColor: COLOURS.faint,
        labelFontSize: 12,
        titleFontSize: 12,
        labelLimit: 0,
      },
      legend: { labelColor: COLOURS.ink, labelFontSize: 12, labelLimit: 0 },
      text: { fontSize: 12 },
    },
  })
  const view = new View(parse(spec), { renderer: 'none' })
  try {
    return withDarkColours(await view.toSVG())
  } finally {
    view.finalize()
  }
}

/** Adds a style sheet that swaps each colour for its counterpart where dark ones are preferred. */
export function withDarkColours(svg: string): string {
  const swaps = (Object.keys(COLOURS) as (keyof typeof COLOURS)[]).flatMap((name) =>
    ['fill', 'stroke'].map((property) => `[${property}="${COLOURS[name]}" i]{${property}:${DARK[name]}}`),
  )
  const style = `<style>@media (prefers-color-scheme:dark){${swaps.join('')}}</style>`
  return `${svg.replace(/<svg[^>]*>/, (start) => `${start}${style}`)}\n`
}
