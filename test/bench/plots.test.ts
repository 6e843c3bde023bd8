import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { atLeast, type Finding, type Series } from '../../bench/findings.ts'
import { drawPlots } from '../../bench/report/plots.ts'
import { COLOURS } from '../../bench/report/svg.ts'

const finding: Finding = {
  measure: 'GET / & more',
  ours: { value: 9, unit: 'requests/s' },
  ratio: 0.9,
  goal: atLeast(0.8),
  cost: { ours: { p50: 1, p99: 1 }, reference: { p50: 1, p99: 1 } },
}
const series: Series[] = [
  {
    plot: 'size',
    line: 'newest page',
    points: [
      { x: 100, y: 1 },
      { x: 10_000, y: 2 },
    ],
  },
  { plot: 'fan-out', line: 'guestbook, p99', points: [{ x: 1000, y: 40 }] },
]

test('each plot is a well-formed SVG document that says what it shows', async () => {
  const plots = await drawPlots([finding], series)
  expect(plots.map(({ file }) => file)).toEqual(['bench-throughput.svg', 'bench-size.svg', 'bench-live.svg'])
  for (const { svg, title } of plots) {
    expect(textOf(svg)).toContain(title)
    expect(svg).toContain(`fill="${COLOURS.paper}"`)
  }
  expect(textOf(plots[0]?.svg ?? '')).toContain('GET / & more')
})

test('every colour that is used has one for dark pages', async () => {
  for (const { svg } of await drawPlots([finding], series)) {
    const [, style = ''] = /<style>(.*?)<\/style>/.exec(svg) ?? []
    const used = svg.replace(style, '').match(/(fill|stroke)="#[\da-f]+"/gi) ?? []
    expect(used.length).toBeGreaterThan(5)
    for (const colour of new Set(used)) expect(style).toContain(`[${colour.toLowerCase()} i]{`)
  }
})

test('nothing is drawn of what was not measured', async () => {
  expect(await drawPlots([{ ...finding, cost: undefined }], [])).toEqual([])
})

function textOf(svg: string): string {
  let text = ''
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', (part) => {
    text += `${part}\n`
  })
  parser.write(svg).close()
  return text
}
