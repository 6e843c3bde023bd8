import { type Finding, isMet, type Series } from '../findings.ts'
import { COLOURS, render } from './svg.ts'

const LINES = [COLOURS.first, COLOURS.second, COLOURS.third, COLOURS.fourth, COLOURS.fifth]

export interface Plot {
  readonly file: string
  readonly title: string
  /** The SVG document. */
  readonly svg: string
}

/** Draws what there are figures for. */
export async function drawPlots(findings: readonly Finding[], series: readonly Series[]): Promise<Plot[]> {
  const throughput = findings.filter(({ cost, ratio, goal }) => cost && ratio !== undefined && goal)
  const bySize = series.filter(({ plot }) => plot === 'size')
  const byStreams = series.filter(({ plot }) => plot === 'fan-out')
  const plots: (Plot | false)[] = [
    throughput.length > 0 && (await drawThroughput(throughput)),
    bySize.length > 0 &&
      (await drawLines('bench-size.svg', 'Time of an answer by the size of the book', bySize, {
        x: 'entries',
        y: 'ms, 10 connections',
      })),
    byStreams.length > 0 &&
      (await drawLines('bench-live.svg', 'From a post to the last of all open pages', byStreams, {
        x: 'open pages',
        y: 'ms from sending it',
      })),
  ]
  return plots.filter((plot) => plot !== false)
}

/** Bars: how much of what the bare framework can do is left, and a mark where the goal is. */
async function drawThroughput(findings: readonly Finding[]): Promise<Plot> {
  const title = 'Requests a second, as a share of what a bare Fastify answers'
  const values = findings.map((finding) => ({
    measure: finding.measure,
    ratio: finding.ratio,
    goal: finding.goal?.value,
    label: `${Math.round((finding.ratio ?? 0) * 100)} %`,
    result: isMet(finding) ? 'goal met' : 'goal missed',
  }))
  const svg = await render({
    title,
    width: 460,
    height: { step: 24 },
    data: { values },
    encoding: {
      y: { field: 'measure', type: 'nominal', sort: null, title: null, axis: { ticks: false } },
    },
    layer: [
      {
        mark: { type: 'bar', height: 14, cornerRadiusEnd: 3 },
        encoding: {
          x: { field: 'ratio', type: 'quantitative', title: null, axis: { format: '.0%', tickCount: 5 } },
          color: {
            field: 'result',
            type: 'nominal',
            title: null,
            legend: { orient: 'bottom' },
            scale: { domain: ['goal met', 'goal missed'], range: [COLOURS.first, COLOURS.fourth] },
          },
        },
      },
      {
        mark: { type: 'tick', color: COLOURS.ink, thickness: 2, size: 20 },
        encoding: { x: { field: 'goal', type: 'quantitative' } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, color: COLOURS.ink },
        encoding: { x: { field: 'ratio', type: 'quantitative' }, text: { field: 'label' } },
      },
    ],
  })
  return { file: 'bench-throughput.svg', title, svg }
}

async function drawLines(
  file: string,
  title: string,
  series: readonly Series[],
  axes: { readonly x: string; readonly y: string },
): Promise<Plot> {
  const values = series.flatMap(({ line, points }) => points.map((point) => ({ line, ...point })))
  const counts = [...new Set(values.map(({ x }) => x))]
  const svg = await render({
    title,
    width: 520,
    height: 240,
    data: { values },
    mark: { type: 'line', point: true, strokeWidth: 2 },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale: { type: 'log' },
        title: axes.x,
        axis: { values: counts, format: ',', grid: false },
      },
      y: { field: 'y', type: 'quantitative', scale: { zero: true }, title: axes.y },
      color: {
        field: 'line',
        type: 'nominal',
        title: null,
        sort: null,
        scale: { range: LINES },
      },
    },
  })
  return { file, title, svg }
}
