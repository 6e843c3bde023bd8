import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ACCENTS, lookClasses } from '../../server/settings/looks.ts'

const THEME = readFileSync(new URL('../../web/theme.css', import.meta.url), 'utf8')
const LOOKS = readFileSync(new URL('../../web/looks.css', import.meta.url), 'utf8')
const DARK = /@media[^{]*\(prefers-color-scheme: dark\)/

/** The part of a style for light or for dark screens. Dark rules come last in both files, in one block. */
function partOf(css: string, scheme: 'light' | 'dark'): string {
  const [light = '', dark = ''] = css.split(DARK)
  return scheme === 'light' ? light : dark
}

function colour(css: string, selector: string, property: string): string {
  const [, rule = ''] = new RegExp(`${selector.replace('.', '\\.')} \\{([^}]*)\\}`).exec(css) ?? []
  const [, value] = new RegExp(`--${property}: (#[0-9a-f]{6});`).exec(rule) ?? []
  if (value === undefined) throw new Error(`expected --${property} of ${selector}`)
  return value
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (lighter + 0.05) / (darker + 0.05)
}

test('contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

describe.each(['light', 'dark'] as const)('on a %s screen', (scheme) => {
  const theme = partOf(THEME, scheme)
  const accentOf = (name: string) =>
    name === ACCENTS[0] ? colour(theme, ':root', 'accent') : colour(partOf(LOOKS, scheme), `.accent-${name}`, 'accent')

  test.each(ACCENTS)('%s can be read on paper, on the form, and under the words of a button', (name) => {
    for (const ground of ['paper', 'leaf'])
      expect(contrast(accentOf(name), colour(theme, ':root', ground)), ground).toBeGreaterThanOrEqual(4.5)
  })

  test('all colours differ', () => {
    expect(new Set(ACCENTS.map(accentOf)).size).toBe(12)
  })
})

test('the default look needs no class', () => {
  expect(lookClasses({})).toBe('')
  expect(lookClasses({ accent: 'brick', font: 'serif' })).toBe('')
  expect(lookClasses({ accent: 'sea', font: 'sans' })).toBe('accent-sea sans')
})
