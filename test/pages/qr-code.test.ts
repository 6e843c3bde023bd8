import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrSvg } from '../../server/pages/qr-code.ts'

const ADDRESS = 'https://guests.example.org/book'

test('the modules of a code are drawn, with a light zone of four around them', () => {
  const { size, data } = encode(ADDRESS, { ecc: 'M', border: 0 })
  const drawn = drawnModules(qrSvg(ADDRESS))
  expect(drawn.size).toBe(size + 8)
  const expected = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`${x + 4},${y + 4}`] : [])))
  expect(drawn.dark).toEqual(new Set(expected))
})

test('a code is dark on white whatever surrounds it, and stands as a file of its own', () => {
  const svg = qrSvg(ADDRESS)
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /)
  expect(svg).toMatch(/<rect width="(\d+)" height="\1" fill="#fff"\/><path [^>]*fill="#000"\/><\/svg>$/)
  expect(svg).not.toMatch(/ style=|currentColor/)
})

test('a label is read out and escaped; a code without one is hidden from screen readers', () => {
  expect(qrSvg(ADDRESS, 'A "code"')).toContain('role="img" aria-label="A &#34;code&#34;"')
  expect(qrSvg(ADDRESS)).toContain('aria-hidden="true"')
})

/** Fills in the rectangles of a code's path. */
function drawnModules(svg: string): { size: number; dark: Set<string> } {
  const dark = new Set<string>()
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(width); step++) dark.add(`${Number(x) + step},${y}`)
  }
  return { size: Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]), dark }
}
