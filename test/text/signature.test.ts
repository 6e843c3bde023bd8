import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldsOf, wordsOf } from '../../server/common/entry.ts'
import { drawingOf } from '../../server/common/signature/drawing.ts'
import { checkSignature, formatStrokes, GRID, type Point, parseStrokes } from '../../server/common/signature/strokes.ts'
import { checkDraft } from '../../server/common/text/draft.ts'
import { fitStrokes, simplifyStroke } from '../../web/by-hand/simplify-stroke.ts'
import { draft, SIGNATURE } from '../support/entry.ts'

const LIMIT = 2000

/** A signature of exactly so many bytes: a long stroke that goes to and fro. */
function ofLength(bytes: number): string {
  const start = 'M100 100l'
  const pairs = '100 0-100 0'
  const whole = Math.floor((bytes - start.length - '9 9'.length) / (pairs.length + 1))
  const text = `${start}${Array.from({ length: whole }, () => pairs).join(' ')} 9 9`
  return text + ' 0 0'.repeat(Math.floor((bytes - text.length) / 4)).padEnd(bytes - text.length, '')
}

describe('a signature', () => {
  test.each<[what: string, raw: string, stored: string]>([
    ['as it is', SIGNATURE, SIGNATURE],
    ['of one dot', 'M5 5l0 0', 'M5 5l0 0'],
    ['at the corners', 'M0 0l600 240-600-240', 'M0 0l600 240-600-240'],
    ['with zeros before its numbers, without them', 'M007 010l001-002', 'M7 10l1-2'],
    ['with minus nothing', 'M7 7l-0-0', 'M7 7l0 0'],
    ['with spaces before a minus, without them', 'M7 7l1 -1 -2 -2', 'M7 7l1-1-2-2'],
    ['empty', '', ''],
    ['of spaces', '  \n\t', ''],
  ])('%s', (_, raw, stored) => {
    expect(checkSignature(raw)).toBe(stored)
  })

  test.each<[what: string, raw: string]>([
    ['a word', 'hello'],
    ['half a stroke', 'M5 5'],
    ['a stroke without steps', 'M5 5l'],
    ['an odd number of steps', 'M5 5l1 1 1'],
    ['a huge number', `M5 5l${'9'.repeat(400)} 1`],
    ['a number of four digits', 'M1000 5l1 1'],
    ['a point left of the grid', 'M5 5l-6 0'],
    ['a point right of the grid', 'M600 5l1 0'],
    ['a point below the grid', 'M5 240l0 1'],
    ['a start below the grid', 'M5 241l0 0'],
    ['a way out of the grid and back', 'M5 5l-6 0 6 0'],
    ['an exponent', 'M5 5l1e2 1'],
    ['a fraction', 'M5 5l.5 1'],
    ['a plus', 'M5 5l+1 1'],
    ['two spaces', 'M5  5l1 1'],
    ['a space at the end', 'M5 5l1 1 '],
    ['a line break', 'M5 5l1 1\n'],
    ['a comma', 'M5,5l1,1'],
    ['another command', 'M5 5l1 1z'],
    ['a curve', 'M5 5c1 1 2 2 3 3'],
    ['small m', 'm5 5l1 1'],
    ['not a number', 'M5 5lNaN 1'],
    ['Arabic digits', 'M٥ ٥l١ ١'],
    ['fullwidth digits', 'M５ ５l１ １'],
    ['a no-break space', 'M5\u00a05l1 1'],
    ['a minus that is none', 'M5 5l−1 1'],
    ['markup', 'M5 5l1 1"/><script>alert(1)</script>'],
    ['a null', 'M5 5l1 1\0'],
    ['half a pair', '\ud83d'],
  ])('that is %s is refused', (_, raw) => {
    expect(checkSignature(raw)).toEqual({ kind: 'not-a-drawing' })
  })

  test('of the most bytes is taken, one byte more is refused', () => {
    const most = ofLength(LIMIT)
    expect([most.length, checkSignature(most)]).toEqual([LIMIT, most])
    expect(checkSignature(`${most}0`)).toEqual({ kind: 'too-long', limit: LIMIT })
  })

  test.each([
    ['a million points', 'M5 5l'.padEnd(3_000_000, '1 1-1-1')],
    ['ten million letters', 'x'.repeat(10_000_000)],
    ['2,001 spaces', ' '.repeat(2001)],
  ])('of %s is refused unread', (_, raw) => {
    expect(checkSignature(raw)).toEqual({ kind: 'too-long', limit: LIMIT })
  })

  test('of any strokes is the same after it was stored, and is drawn with numbers alone', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: GRID.width }), fc.integer({ min: 0, max: GRID.height }))
    const stroke = fc.array(point, { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 6 }), (strokes) => {
        const text = formatStrokes(strokes)
        expect(parseStrokes(text)).toEqual(strokes)
        expect(checkSignature(text)).toBe(text)
        const { viewBox, d } = drawingOf(text) ?? {}
        expect(viewBox).toMatch(/^-?\d+ -?\d+ \d+ \d+$/)
        expect(d).toMatch(/^(M\d+ \d+(C-?\d+( -?\d+){5})+)+$/)
      }),
    )
  })

  test('that another program wrote wrongly is not drawn', () => {
    expect(drawingOf('M5 5l1 1"><script>')).toBeUndefined()
  })

  test('fits its box, but a dot stays a dot', () => {
    expect(drawingOf('M0 0l600 240')?.viewBox).toBe('-8 -8 616 256')
    expect(drawingOf('M300 120l0 0')?.viewBox).toBe('225 90 150 60')
  })
})

describe('what is drawn', () => {
  test('by a steady hand takes few bytes, and stays where it was', () => {
    const drawn = Array.from({ length: 400 }, (_, at): Point => [50 + at * 1.2, 120 + 70 * Math.sin(at / 14)])
    const simple = simplifyStroke(drawn)
    const { text } = fitStrokes([simple, simple, simple], LIMIT)
    expect(text.length).toBeGreaterThan(300)
    expect(text.length).toBeLessThan(900)
    for (const [x, y] of simple) expect(Math.abs(120 + 70 * Math.sin((x - 50) / 1.2 / 14) - y)).toBeLessThan(4)
  })

  test('as a dot is twice the same point', () => {
    expect(simplifyStroke([[10.4, 20.6]])).toEqual([
      [10, 21],
      [10, 21],
    ])
    expect(checkSignature(fitStrokes([simplifyStroke([[10, 20]])], LIMIT).text)).toBe('M10 20l0 0')
  })

  test('with more lines than fit becomes coarser, then the last ones are left out: it is never refused', () => {
    const scribble = (count: number) =>
      Array.from({ length: count }, (_, line) =>
        Array.from({ length: 40 }, (_, at): Point => [(at * 397 + line * 91) % 600, (at * 113 + line * 57) % 240]),
      ).map((points) => simplifyStroke(points))
    for (const count of [1, 12, 60]) {
      const { text, strokes } = fitStrokes(scribble(count), LIMIT)
      expect(checkSignature(text)).toBe(text)
      expect(strokes.length).toBeGreaterThan(0)
      expect(strokes.length).toBeLessThanOrEqual(count)
    }
    expect(fitStrokes([], LIMIT)).toEqual({ text: '', strokes: [] })
  })
})

describe('a draft with rare fields', () => {
  test('is checked in all of them', () => {
    const input = { message: 'Hi', extra: ' Oslo\u202e\n', signature: 'M007 7l1 -1' }
    expect(checkDraft(input)).toEqual({
      ok: true,
      draft: { name: '', message: 'Hi', extra: 'Oslo', signature: 'M7 7l1-1' },
    })
    expect(checkDraft({ message: 'Hi', extra: 'x'.repeat(51), signature: 'no' })).toMatchObject({
      problems: [
        { kind: 'too-long', field: 'extra', length: 51, limit: 50 },
        { kind: 'not-a-drawing', field: 'signature' },
      ],
    })
  })

  test('lacks those that show nothing', () => {
    expect(checkDraft({ message: 'Hi', extra: ' \u200b', signature: ' ' })).toEqual({
      ok: true,
      draft: { name: '', message: 'Hi' },
    })
  })

  test('is told apart by them, and without them as by a release that does not know them', () => {
    expect(wordsOf(draft({ name: 'Ada', message: 'Hi' }))).toEqual(['Ada', 'Hi'])
    expect(fieldsOf(draft({ message: 'Hi', extra: 'Oslo' }))).toEqual(['name', 'message', 'extra'])
    expect(wordsOf(draft({ message: 'Hi', signature: SIGNATURE }))).toEqual(['', 'Hi', '', SIGNATURE])
  })
})
